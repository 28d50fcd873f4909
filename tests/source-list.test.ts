import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Citation } from "../src/answer/citation.ts";
import { sourceList, splitSourceList } from "../src/answer/source-list.ts";
import { realCatalogue } from "./real-catalogue.ts";

let citations: Citation[];
beforeAll(async () => {
  const { collection } = await realCatalogue();
  citations = collection.measures.map(({ edition, id, number, title, pages }, index) => ({
    n: index + 1,
    edition,
    measureId: id,
    number,
    title,
    pages,
    column: "policy",
    quote: "支援する。",
    url: `/measures/${id}`,
  }));
});
const cited = (id: string, n = 1): Citation => ({ ...citations.find(({ measureId }) => measureId === id)!, n });

describe("the list of sources", () => {
  it("has a heading and a line for each citation, behind a blank line", () => {
    expect(sourceList([cited("5-3"), cited("3-13", 2)])).toBe(
      "\n\n出典\n[1] (5)③ キャリアアップ助成金 p.73 /measures/5-3\n[2] (3)⑬ 国立の研究機関による成果事例等の周知・広報 p.44〜48のどこか /measures/3-13",
    );
  });

  it("is not there without a citation", () => {
    expect(sourceList([])).toBe("");
  });

  it("shows addresses as it is told", () => {
    expect(sourceList([cited("5-3")], ({ url }) => `https://navi.example.jp${url}`)).toMatch(
      /p\.73 https:\/\/navi\.example\.jp\/measures\/5-3$/u,
    );
  });

  it("keeps a title's signs from being read as Markdown", () => {
    expect(sourceList([{ ...cited("5-3"), title: "<b>*助成*</b>" }])).toContain("(5)③ \\<b\\>\\*助成\\*\\</b\\> p.73");
  });
});

describe("a text with a list of sources", () => {
  it("is the answer again, and the measures cited, each once in their order", () => {
    const list = sourceList([cited("5-3", 1), cited("1-20", 2), cited("5-3", 3)]);
    expect(splitSourceList(`19.9億円[1]\n\n「前」[2][3]${list}`)).toEqual({
      answer: "19.9億円[1]\n\n「前」[2][3]",
      measureIds: ["5-3", "1-20"],
    });
  });

  it("names every measure of the document", () => {
    const { measureIds } = splitSourceList(`答え${sourceList(citations)}`);
    expect(measureIds).toEqual(citations.map(({ measureId }) => measureId));
    expect(measureIds).toHaveLength(183);
  });

  it("names a measure beyond the circled numbers", () => {
    const list = sourceList([{ ...cited("5-3"), number: "(5)(51)" }]);
    expect(splitSourceList(`答え${list}`).measureIds).toEqual(["5-51"]);
  });

  it.each([
    ["a line feed behind it", (text: string) => `${text}\n`],
    ["line ends of Windows", (text: string) => text.replaceAll("\n", "\r\n")],
  ])("is read with %s", (_, change) => {
    expect(splitSourceList(change(`答え${sourceList([cited("5-3")])}`))).toEqual({
      answer: "答え",
      measureIds: ["5-3"],
    });
  });

  it("gives any answer back as it was", () => {
    const answer = fc.string({ unit: fc.constantFrom("あ", "\n", "\n\n出典\n", "[1] (5)③ 題名 p.73", "。", "𠮷") });
    fc.assert(
      fc.property(answer, (text) => {
        expect(splitSourceList(text + sourceList([cited("5-3")])).answer).toBe(text);
      }),
    );
  });
});

it.each([
  "",
  "答え",
  "答え\n\n出典\n",
  "答え\n\n出典\n厚生労働省の資料",
  "答え\n\n出典\n[1] (5)③ 題名 p.73\n以上です。",
])("a text without such a list is left alone: %j", (text) => {
  expect(splitSourceList(text)).toEqual({ answer: text, measureIds: [] });
});
