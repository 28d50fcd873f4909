import { beforeAll, describe, expect, it } from "vitest";
import type { Block, Collection, Fact } from "../ingest/collection.ts";
import { readFacts } from "../ingest/read-facts.ts";
import { ingested, REAL_DOCUMENT } from "./ingest-documents.ts";

const START = 5_000;

const blockOf = (text: string): Block => ({
  text,
  role: "bullet",
  pages: { first: 3, last: 3, exact: true },
  span: { start: START, end: START + text.length },
});

const datesIn = (text: string): Fact[] => readFacts("1-1", blockOf(text)).filter(({ kind }) => kind === "date");
const rowsOf = (facts: readonly Fact[]): [value: string, normalised: Fact["normalised"]][] =>
  facts.map(({ value, normalised }) => [value, normalised]);

const PERIODS: [text: string, rows: [value: string, normalised: string | null][]][] = [
  // A year in which something begins, or by which it is done.
  ["令和4年度から窓口を開いた。", [["令和4年度", "2022"]]],
  ["令和4年度より窓口を開いた。", [["令和4年度", "2022"]]],
  ["令和4 年度以降、毎年度続ける。", [["令和4 年度", "2022"]]],
  ["令和元年度から続く。", [["令和元年度", "2019"]]],
  ["平成30年度から続く。", [["平成30年度", "2018"]]],
  ["2024年度において見直した。", [["2024年度", "2024"]]],
  ["窓口を令和7年度に新設する。", [["令和7年度", "2025"]]],
  ["令和7年度に制度を改正する。", [["令和7年度", "2025"]]],
  ["2025年を目途に結論を得る。", [["2025年", "2025"]]],
  ["2025年をめどに結論を得る。", [["2025年", "2025"]]],
  ["2027年度までに三倍にする。", [["2027年度", "2027"]]],
  // Months whose year stands elsewhere, or nowhere.
  ["会議を10月から12月にかけて開いた。", [["10月から12月", null]]],
  ["会議を10月から12月まで開いた。", [["10月から12月", null]]],
  ["１０月から１２月に開いた。", [["１０月から１２月", null]]],
  ["4月～11月に開いた。", [["4月～11月", null]]],
  ["7月及び8月に開いた。", [["7月及び8月", null]]],
  ["2月中旬以降に公募する。", [["2月中旬", null]]],
  ["2月14日に公募する。", [["2月14日", null]]],
  ["3月末までに公募する。", [["3月末", null]]],
  ["各月末時点の人数を公表する。", [["各月末", null]]],
  ["毎月の人数を公表する。", [["毎月", null]]],
  // Two of them, in their order.
  [
    "令和4年度から始め、2025年を目途に終える。",
    [
      ["令和4年度", "2022"],
      ["2025年", "2025"],
    ],
  ],
];

describe("a period is read", () => {
  it.each(PERIODS)("from %s: %j", (text, rows) => {
    expect(rowsOf(datesIn(text))).toEqual(rows);
  });

  it.each(PERIODS)("verbatim, with the place where it stands: %s", (text) => {
    const wrong = datesIn(text).filter(({ value, span }) => text.slice(span.start - START, span.end - START) !== value);
    expect(wrong).toEqual([]);
  });
});

describe("a full date is read whole, and not as a period too", () => {
  it.each<[text: string, rows: [value: string, normalised: string][]]>([
    ["2025年12月までに公表する。", [["2025年12月", "2025-12"]]],
    ["令和6年3月末までに公表する。", [["令和6年3月末", "2024-03-31"]]],
    ["令和7年2月14日に公表した。", [["令和7年2月14日", "2025-02-14"]]],
    ["令和8年春頃に施行する。", [["令和8年春頃", "2026"]]],
  ])("%s: %j", (text, rows) => {
    expect(rowsOf(datesIn(text))).toEqual(rows);
  });
});

describe("no period is read from", () => {
  it.each([
    // A year that only names a budget or a thing.
    "令和6年度補正予算から支出する。",
    "令和4年度の事業を見直す。",
    "会報の10月号を発行した。",
    "月に3回開く。",
    // Its year stands before it, in a word.
    "同年12月に改めた。",
  ])("%s", (text) => {
    expect(datesIn(text)).toEqual([]);
  });
});

describe("the real document's periods", () => {
  let collection: Collection;
  beforeAll(async () => {
    ({ collection } = await ingested(REAL_DOCUMENT));
  });

  it.each([
    // 「令和4年度から地方銀行も含む民間ベンチャー…」
    ["3-24", "令和4年度", "2022"],
    // 「2025年を目途にデータの流通を促す…」
    ["1-18", "2025年", "2025"],
    // 「10月から12月にかけて全都道府県で開催し」
    ["6-7", "10月から12月", null],
    // 「各月末の特定技能在留外国人数のほか」
    ["6-25", "各月末", null],
    // 「令和5年度から、移住支援金のうち18歳…」
    ["6-14", "令和5年度", "2023"],
  ])("of (%s) are dates: %s, %s", (id, value, normalised) => {
    const dates = collection.facts.filter(({ measureId, kind }) => measureId === id && kind === "date");
    expect(rowsOf(dates)).toContainEqual([value, normalised]);
  });
});
