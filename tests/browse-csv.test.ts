import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { browseCsv } from "../src/browse/browse-csv.ts";
import { browseMeasures } from "../src/browse/browse-measures.ts";
import type { BrowseRow } from "../src/browse/browse-row.ts";
import { readBrowseQuery } from "../src/browse/read-browse-query.ts";
import { realCatalogue } from "./real-catalogue.ts";

const HEADER =
  "番号,ID,施策名,章,節,小見出し,所管府省,支援の種類,年度,予算(原文),予算(円),内数,ページ(from),ページ(to),ページの確かさ,URL";
const linkTo = (path: string): string => `https://example.jp/navi${path}`;

let rows: BrowseRow[];
beforeAll(async () => {
  const catalogue = await realCatalogue();
  ({ rows } = browseMeasures(catalogue, readBrowseQuery(new URLSearchParams(), catalogue).query));
});
const rowOf = (id: string): BrowseRow => {
  const found = rows.find((row) => row.id === id);
  if (!found) throw new Error(`no measure ${id}`);
  return found;
};

/** Cells of a table as RFC 4180 says, character by character; the byte order mark is taken off. */
function parse(csv: string): string[][] {
  const records: string[][] = [];
  let record: string[] = [];
  let cell = "";
  let quoted = false;
  const text = csv.replace(/^\ufeff/, "");
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (quoted && character === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"') quoted = !quoted;
    else if (!quoted && character === ",") {
      record.push(cell);
      cell = "";
    } else if (!quoted && character === "\r" && text[at + 1] === "\n") {
      records.push([...record, cell]);
      record = [];
      cell = "";
      at += 1;
    } else cell += character;
  }
  return records;
}

describe("the table for spreadsheets", () => {
  it("begins with the mark that Excel tells UTF-8 by, then the header, and ends every line with CRLF", () => {
    const csv = browseCsv(rows, linkTo);
    expect(csv.startsWith(`\ufeff${HEADER}\r\n`)).toBe(true);
    expect(csv.endsWith("\r\n")).toBe(true);
    expect(csv.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });

  it("has a line for each of the 183 measures, in the rows' order, each of 16 cells", () => {
    const [, ...lines] = parse(browseCsv(rows, linkTo));
    expect(lines.map(([number]) => number)).toEqual(rows.map(({ number }) => number));
    expect(lines.filter((cells) => cells.length !== 16)).toEqual([]);
    expect(lines).toHaveLength(183);
  });

  it("says of (1)㉔, whose page break is lost, that it stands somewhere within its pages, and quotes the comma of its budget", () => {
    const [, cells] = parse(browseCsv([rowOf("1-24")], linkTo));
    expect(cells).toEqual([
      "(1)㉔",
      "1-24",
      "経済環境変化に応じたサプライチェーン強靱化支援",
      "1. 国内投資拡大・イノベーションの促進",
      "(1) 地域産業構造の転換",
      "経済安全保障の徹底",
      "経産省",
      rowOf("1-24").supportTypes.join("、"),
      "R5補正、R6、R6補正",
      "9,147億円",
      "914700000000",
      "いいえ",
      "22",
      "23",
      "この範囲のどこか",
      "https://example.jp/navi/measures/1-24",
    ]);
  });

  it("says that a budget is 内数, that pages are certain, and nothing of a budget that is not stated", () => {
    const [, withinTotal, none] = parse(browseCsv([rowOf("5-4"), rowOf("10-4")], linkTo));
    expect(withinTotal?.slice(9, 12)).toEqual(["3,400億円", "340000000000", "はい"]);
    expect(none?.slice(8)).toEqual(["", "", "", "", "164", "164", "確定", "https://example.jp/navi/measures/10-4"]);
  });

  it("names the leading ministry first, which the document may print second", () => {
    const row = {
      ...rowOf("10-4"),
      ministries: [
        { name: "経産省", lead: false },
        { name: "中企庁", lead: true },
      ],
    };
    expect(parse(browseCsv([row], linkTo))[1]?.[6]).toBe("中企庁・経産省");
  });

  it("keeps a text that would run as a formula from running, and changes no cell of the real document", () => {
    const titles = ['=HYPERLINK("https://example.com")', "+1", "-1", "@SUM(A1)", "\tx", "\uff1d1"];
    const [, ...lines] = parse(
      browseCsv(
        titles.map((title) => ({ ...rowOf("5-3"), title })),
        linkTo,
      ),
    );
    expect(lines.map((cells) => cells[2])).toEqual(titles.map((title) => `'${title}`));
    expect(
      parse(browseCsv(rows, linkTo))
        .flat()
        .filter((cell) => cell.startsWith("'")),
    ).toEqual([]);
  });

  it("gives every text back as it was, commas, quotation marks and line ends included", () => {
    const text = fc.string({ unit: fc.constantFrom("あ", ",", '"', "\r", "\n", " ", "a", "=", "\ufeff") });
    fc.assert(
      fc.property(text, text, (title, topic) => {
        const [, cells] = parse(browseCsv([{ ...rowOf("5-3"), title: `施策${title}`, topic: `題${topic}` }], linkTo));
        expect([cells?.[2], cells?.[5]]).toEqual([`施策${title}`, `題${topic}`]);
      }),
    );
  });
});
