import { beforeAll, describe, expect, it } from "vitest";
import type { PassageColumn } from "../ingest/collection.ts";
import type { Citation } from "../src/answer/citation.ts";
import type { Draft } from "../src/answer/draft.ts";
import { verifyDraft } from "../src/answer/verify-draft.ts";
import { Catalogue } from "../src/retrieval/catalogue.ts";
import { ingested, REAL_DOCUMENT } from "./ingest-documents.ts";

/** (1)⑪, p.10, right column, third bullet: two sentences of one block. */
const CERTIFIED =
  "DX 認定制度について、講演や機関誌、取材等を通じて周知・広報を行い、令和7年1月時点で 1,323 者が DX 認定を取得。";
const TAX = "また、DX 投資促進税制については、HP や講演等での周知を実施し、令和7年1月時点で 45 計画、52 社を認定。";

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = new Catalogue((await ingested(REAL_DOCUMENT)).collection);
});

const cited = (n: number, quote: string, measureId = "1-11", column: PassageColumn = "followUp"): Citation => ({
  n,
  edition: "2025-02",
  measureId,
  number: "(1)⑪",
  title: "中堅・中小企業等の DX 推進",
  pages: { first: 10, last: 10, exact: true },
  column,
  quote,
  url: `/measures/${measureId}`,
});

const draftOf = (text: string, ...citations: Citation[]): Draft => ({
  kind: "answer",
  text,
  citations,
  measures: ["1-11"],
  suggestions: ["(1)⑪の実績は?"],
});

const MEASURE_LINE = "施策: **(1)⑪ 中堅・中小企業等の DX 推進**(p.10、経産省)";
const quoted = (quote: string, n: number): string => `「${quote}」[${n}]`;
const verified = (draft: Draft): Draft => verifyDraft(draft, catalogue).draft;

describe("a true draft", () => {
  it("leaves as it came, lead figure, quotes and all", () => {
    const draft = draftOf(
      [`**1,323 者** — ${quoted(CERTIFIED, 1)}`, quoted(TAX, 2), MEASURE_LINE].join("\n\n"),
      cited(1, CERTIFIED),
      cited(2, TAX),
    );
    expect(verified(draft)).toEqual(draft);
  });

  it.each([
    ["white space inside the quote differs from the page's", CERTIFIED.replaceAll(" ", "")],
    ["the quote is a clause of a sentence", "令和7年1月時点で 1,323 者が DX 認定を取得。"],
    ["the quote runs over two sentences of one block", `${CERTIFIED}${TAX}`],
    ["the quote is the measure's title", "中堅・中小企業等の DX 推進"],
  ])("leaves as it came where %s", (_what, quote) => {
    const draft = draftOf(`${quoted(quote, 1)}\n\n${MEASURE_LINE}`, cited(1, quote));
    expect(verified(draft)).toEqual(draft);
  });

  it("leaves as it came where the figure is a part of a larger sum", () => {
    const quote = "【令和7年度当初予算案:557.9 億円の内数】";
    const draft = draftOf(`**557.9 億円の内数** — ${quoted(quote, 1)}`, cited(1, quote, "5-12"));
    expect(verified(draft)).toEqual(draft);
  });

  it("leaves as it came where two figures lead and both stand in the quote", () => {
    const draft = draftOf(`**45 計画、52 社** — ${quoted(TAX, 1)}`, cited(1, TAX));
    expect(verified(draft)).toEqual(draft);
  });

  it("leaves as it came where nothing is quoted", () => {
    const draft = draftOf("お尋ねの内容は、この文書には見当たりませんでした。");
    expect(verified(draft)).toEqual(draft);
  });
});

describe("a quote that the document does not have is dropped with its line and its citation:", () => {
  const wrongly: [what: string, quote: string, measureId: string][] = [
    ["one figure altered", CERTIFIED.replace("1,323", "1,332"), "1-11"],
    ["one word altered", CERTIFIED.replace("取得", "受賞"), "1-11"],
    ["a word left out", CERTIFIED.replace("講演や", ""), "1-11"],
    ["the ends of two blocks joined", "企業の DX 推進に向けた取組を促進する。【経産省】", "1-11"],
    ["a true sentence of another measure", CERTIFIED, "1-12"],
    ["a measure that does not exist", CERTIFIED, "1-99"],
    ["nothing quoted at all", " ", "1-11"],
  ];

  it.each(wrongly)("%s", (_what, quote, measureId) => {
    const draft = draftOf(
      [quoted(quote, 1), quoted(TAX, 2), MEASURE_LINE].join("\n\n"),
      cited(1, quote, measureId),
      cited(2, TAX),
    );
    const { text, citations } = verified(draft);
    expect(text).not.toContain("[1]");
    expect(text.split("\n").filter((line) => line !== "")).toEqual([quoted(TAX, 2), MEASURE_LINE]);
    expect(citations.map(({ quote: kept }) => kept)).toEqual([TAX]);
  });

  it("and what the draft is about stays", () => {
    const { kind, measures, suggestions } = verified(draftOf(quoted("ない文", 1), cited(1, "ない文")));
    expect({ kind, measures, suggestions }).toEqual({
      kind: "answer",
      measures: ["1-11"],
      suggestions: ["(1)⑪の実績は?"],
    });
  });
});

describe("a figure that leads a quote is dropped with its line", () => {
  it.each([
    ["the quote does not have it", "1,332 者"],
    ["its unit is not the quote's", "1,323 社"],
    ["the second of two figures is not the quote's", "1,323 者、52 社"],
    ["it stands in another quote of the answer only", "52 社"],
  ])("where %s", (_what, lead) => {
    const draft = draftOf(
      [`**${lead}** — ${quoted(CERTIFIED, 1)}`, quoted(TAX, 2)].join("\n\n"),
      cited(1, CERTIFIED),
      cited(2, TAX),
    );
    expect(verified(draft).text.trim()).toBe(quoted(TAX, 2));
  });

  it("where it leads a row of a list", () => {
    const draft = draftOf(
      `1. **9,999 者** — ${quoted(CERTIFIED, 1)}\n2. ${quoted(TAX, 2)}`,
      cited(1, CERTIFIED),
      cited(2, TAX),
    );
    expect(verified(draft).text).toBe(`2. ${quoted(TAX, 2)}`);
  });

  it("where no quote stands behind it", () => {
    expect(verified(draftOf(`**1,323 者** — およそです\n\n${MEASURE_LINE}`)).text.trim()).toBe(MEASURE_LINE);
  });

  it("and no citation is left over that no line of the answer points at", () => {
    const draft = draftOf(
      [`**9,999 者** — ${quoted(CERTIFIED, 1)}`, quoted(TAX, 2)].join("\n\n"),
      cited(1, CERTIFIED),
      cited(2, TAX),
    );
    const { text, citations } = verified(draft);
    expect(citations.filter(({ n }) => !text.includes(`[${n}]`))).toEqual([]);
  });
});

/** (1)⑫, p.11, left column, first bullet. */
const ENERGY =
  "工場・事業場における省エネ性能の高い設備・機器への更新や複数事業者の連携、非化石エネルギーへの転換にも資する先進的な省エネ設備・機器の導入、脱炭素につながる電化・燃料転換を伴う設備更新等を支援する。";
const ENERGY_TITLE = "省エネルギー投資促進・需要構造転換支援事業費／省エネルギー投資促進支援事業費";

describe("what a cited line says beside its quote stays", () => {
  it.each([
    [
      "it names the measure by number, title and page",
      `**(1)⑪ 中堅・中小企業等の DX 推進**(p.10、経産省) ${quoted(TAX, 1)}`,
    ],
    ["its figure stands in another block of the measure", `1,323 者のうち: ${quoted(TAX, 1)}`],
    ["its figure is printed without the comma", `1323 者のうち: ${quoted(TAX, 1)}`],
    ["its figure is printed in full width", `４５計画: ${quoted(TAX, 1)}`],
    ["its bold words are the measure's, blanks aside", `**DX推進**: ${quoted(TAX, 1)}`],
    ["its bold figures stand in the quote", `**45 計画、52 社**: ${quoted(TAX, 1)}`],
    ["its figure is the place in a list", `12. ${quoted(TAX, 1)}`],
  ])("where %s", (_what, line) => {
    const draft = draftOf(line, cited(1, TAX));
    expect(verified(draft)).toEqual(draft);
  });

  it("where it stands in the other of two measures that the line cites", () => {
    const line = `1,323 者 ${quoted(TAX, 1)} **${ENERGY_TITLE}** ${quoted(ENERGY, 2)}`;
    const draft = draftOf(line, cited(1, TAX), cited(2, ENERGY, "1-12", "policy"));
    expect(verified(draft)).toEqual(draft);
  });

  it("where the line cites nothing: a calculation from the quotes has a figure of its own", () => {
    const draft = draftOf(`${quoted(TAX, 1)}\n\n引用した数字からの計算: **7** 多い`, cited(1, TAX));
    expect(verified(draft)).toEqual(draft);
  });
});

describe("a cited line is dropped with its citation", () => {
  it.each([
    ["a figure is nowhere in the measure", `9,876 者のうち: ${quoted(CERTIFIED, 1)}`],
    ["a figure in full width is nowhere in the measure", `９８計画: ${quoted(CERTIFIED, 1)}`],
    ["a figure is the beginning of the measure's", `1,32 者: ${quoted(CERTIFIED, 1)}`],
    ["a figure behind the quote is nowhere in the measure", `${quoted(CERTIFIED, 1)} 前年より 77 増`],
    ["the page is another", `(p.77) ${quoted(CERTIFIED, 1)}`],
    ["the number is another measure's", `**(1)⑫** ${quoted(CERTIFIED, 1)}`],
    ["the bold title is another measure's", `**${ENERGY_TITLE}** ${quoted(CERTIFIED, 1)}`],
    ["the bold words are nobody's", `**必ずもらえます** ${quoted(CERTIFIED, 1)}`],
    ["one of its bold figures is nowhere", `**1,323 者、999 社** を認定: ${quoted(CERTIFIED, 1)}`],
    ["only a measure cited in another line has its figure", `計 37 者: ${quoted(CERTIFIED, 1)}`],
  ])("where %s", (_what, line) => {
    const intake = "令和6年度(10月時点):37 者";
    const draft = draftOf(
      [line, quoted(intake, 2), MEASURE_LINE].join("\n\n"),
      cited(1, CERTIFIED),
      cited(2, intake, "3-11"),
    );
    const { text, citations } = verified(draft);
    expect(text.split("\n").filter((kept) => kept !== "")).toEqual([quoted(intake, 2), MEASURE_LINE]);
    expect(citations.map(({ n }) => n)).toEqual([2]);
  });
});

describe("lines left out are counted", () => {
  const FALSE = CERTIFIED.replace("1,323", "1,332");
  it.each<[what: string, dropped: number, lines: string[], citations: Citation[]]>([
    ["none of a true draft", 0, [quoted(CERTIFIED, 1), quoted(TAX, 2)], [cited(1, CERTIFIED), cited(2, TAX)]],
    ["none of one without citations", 0, ["**1,332 者**です。"], []],
    ["a false quote", 1, [quoted(FALSE, 1), quoted(TAX, 2)], [cited(1, FALSE), cited(2, TAX)]],
    ["a false quote in two lines", 2, [quoted(FALSE, 1), `再掲: ${quoted(FALSE, 1)}`], [cited(1, FALSE)]],
    ["a false quote that no line prints: no line", 0, [quoted(TAX, 2)], [cited(1, FALSE), cited(2, TAX)]],
    ["a false lead", 1, [`**52 社** — ${quoted(CERTIFIED, 1)}`], [cited(1, CERTIFIED)]],
    ["a line with several faults once", 1, [`**9 社** — 8 者 ${quoted(FALSE, 1)}`], [cited(1, FALSE)]],
    [
      "a false quote, a false lead and a false figure",
      3,
      [quoted(FALSE, 1), `**9,999 社** — ${quoted(TAX, 2)}`, `88 者: ${quoted(TAX, 2)}`],
      [cited(1, FALSE), cited(2, TAX)],
    ],
  ])("%s: %d", (_what, dropped, lines, citations) => {
    expect(verifyDraft(draftOf(lines.join("\n"), ...citations), catalogue).dropped).toBe(dropped);
  });
});
