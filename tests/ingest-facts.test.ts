import { beforeAll, describe, expect, it } from "vitest";
import type { Collection } from "../ingest/collection.ts";
import { ingested, type MoneyRow, measureOf, moneyOf, moneyRow, REAL_DOCUMENT } from "./ingest-documents.ts";

describe("what the real document states", () => {
  let collection: Collection;
  beforeAll(async () => {
    ({ collection } = await ingested(REAL_DOCUMENT));
  });

  const BUDGETS: [number: string, id: string, rows: MoneyRow[]][] = [
    [
      "(1)⑩",
      "1-10",
      [
        ["3,400億円", 340_000_000_000, "R6補正", true],
        ["0.7億円", 70_000_000, "R6当初", false],
      ],
    ],
    ["(9)④", "9-4", [["87,568,442(円)", 87_568_442, "R6当初", true]]],
    [
      "(1)⑳",
      "1-20",
      [
        ["160 億円", 16_000_000_000, "R4補正", false],
        ["1億円", 100_000_000, "R5当初", false],
        ["0.26 億円", 26_000_000, "R6当初", false],
      ],
    ],
    [
      "(1)㉘",
      "1-28",
      [
        ["6.0億円", 600_000_000, "R6当初", false],
        ["21.1億円", 2_110_000_000, "R6補正", false],
        ["6.2億円", 620_000_000, "R7当初", false],
      ],
    ],
    ["(6)㉟", "6-35", [["262.2億円", 26_220_000_000, "R6", true]]],
    [
      "(4)②",
      "4-2",
      [
        ["266.3億円", 26_630_000_000, "R7当初", false],
        ["12.1億円", 1_210_000_000, "R7当初", false],
      ],
    ],
    [
      "(9)⑦",
      "9-7",
      [
        ["146 億円", 14_600_000_000, "R6当初", false],
        ["52 億円", 5_200_000_000, "R5補正", true],
        ["157 億円", 15_700_000_000, "R5当初", true],
      ],
    ],
    [
      "(2)⑤",
      "2-5",
      [
        ["3,000 億円", 300_000_000_000, "R5補正", false],
        ["1,000 億円", 100_000_000_000, "R5補正", false],
        ["3,000 億円", 300_000_000_000, "R6補正", false],
      ],
    ],
  ];

  it.each(BUDGETS)("reads the budgets of %s with fiscal year and 内数", (_number, id, rows) => {
    expect(moneyOf(collection, id, "budget")).toEqual(rows);
  });

  it("reads 1000億円 of (6)⑫ without a comma and leaves the fund of three years without a year", () => {
    expect(moneyOf(collection, "6-12", "budget")).toEqual([
      ["1000億円", 100_000_000_000, "R5補正", false],
      ["3000億円", 300_000_000_000, undefined, false],
    ]);
  });

  it("reads 300億の内数 of (8)①, printed without 円", () => {
    expect(moneyOf(collection, "8-1", "budget")[0]).toEqual(["300億", 30_000_000_000, "R6補正", true]);
  });

  it("takes the grant per person of (5)③ for an amount, not for a budget", () => {
    expect(moneyOf(collection, "5-3", "amount")).toEqual([
      ["5万円", 50_000, undefined, false],
      ["6万5,000円", 65_000, undefined, false],
    ]);
    expect(moneyOf(collection, "5-3", "budget")).toEqual([["19.9億円", 1_990_000_000, "R7当初", false]]);
  });

  it("takes the sales of 100 億円 in (9)② for no budget", () => {
    expect(moneyOf(collection, "9-2", "budget")).toEqual([]);
  });

  it("takes the capital of 10 億円 in (7)⑱ for no budget", () => {
    expect(moneyOf(collection, "7-18", "budget")).toEqual([]);
  });

  it("quotes both budgets where (4)① and (4)② contradict each other", () => {
    expect(moneyOf(collection, "4-1", "budget")).toEqual([["357.7 億円", 35_770_000_000, "R7当初", false]]);
    expect(moneyOf(collection, "4-2", "budget")[0]?.[0]).toBe("266.3億円");
  });

  it("gives counts, dates and rates their values", () => {
    const values = (id: string, kind: string): unknown[] =>
      collection.facts
        .filter((fact) => fact.measureId === id && fact.kind === kind)
        .map((fact) => [fact.value, fact.normalised]);
    expect(values("1-11", "count")).toContainEqual(["1,323 者", 1_323]);
    expect(values("1-11", "date")).toContainEqual(["令和6年9月", "2024-09"]);
    expect(values("1-4", "date")).toContainEqual(["令和6年12月末", "2024-12-31"]);
    expect(values("1-10", "date")).toContainEqual(["令和6年11月22日", "2024-11-22"]);
    expect(values("5-3", "rate")).toContainEqual(["3%以上", 0.03]);
  });

  const PROGRAMMES: [number: string, id: string, programmes: [name: string, fiscal: string, budget: MoneyRow][]][] = [
    [
      "(1)⑬, over a page break",
      "1-13",
      [
        [
          "中小企業等エネルギー利用最適化推進事業費(中小企業等に向けた省エネルギー診断拡充事業)",
          "R5補正",
          ["21億円", 2_100_000_000, "R5補正", false],
        ],
        ["中小企業等エネルギー利用最適化推進事業費", "R6当初", ["9.9億円", 990_000_000, "R6当初", false]],
        [
          "中小企業等エネルギー利用最適化推進事業費(地域エネルギー利用最適化・省エネルギー診断拡充事業)",
          "R6補正",
          ["34億円", 3_400_000_000, "R6補正", false],
        ],
        [
          "中小企業等エネルギー利用最適化推進事業費(エネルギー利用最適化診断等事業)",
          "R7当初",
          ["6.1億円", 610_000_000, "R7当初", false],
        ],
      ],
    ],
    [
      "(1)⑰, over a page break",
      "1-17",
      [
        ["モーダルシフト加速化緊急対策事業", "R5補正", ["58 億円", 5_800_000_000, "R5補正", false]],
        ["モーダルシフト等推進事業", "R5補正", ["1.23 億円", 123_000_000, "R5補正", false]],
        ["物流施設における DX 推進実証事業", "R5補正", ["15 億円", 1_500_000_000, "R5補正", false]],
        [
          "中小トラック運送事業者の労働生産性向上に向けたテールゲートリフター等導入等支援事業",
          "R5補正",
          ["14.61 億円", 1_461_000_000, "R5補正", false],
        ],
        ["物流脱炭素化促進事業", "R5補正", ["15億円", 1_500_000_000, "R5補正", false]],
        ["物流標準化促進事業", "R5補正", ["4億円", 400_000_000, "R5補正", false]],
      ],
    ],
    [
      "(7)⑥, one of them without ○",
      "7-6",
      [
        ["独立行政法人日本貿易振興機構運営費交付金", "R6当初", ["262億円", 26_200_000_000, "R6当初", true]],
        ["対内直接投資促進及び中堅・中小企業海外展開支援事業", "R5補正", ["53億円", 5_300_000_000, "R5補正", true]],
      ],
    ],
  ];

  it.each(PROGRAMMES)("reads the programmes of %s with their years and budgets", (_where, id, programmes) => {
    const found = measureOf(collection, id).programmes;
    expect(found.map((programme) => programme.name)).toEqual(programmes.map(([name]) => name));
    expect(found.map((programme) => programme.fiscal.at(-1))).toEqual(programmes.map(([, fiscal]) => fiscal));
    expect(found.map((programme) => programme.budgets.map(moneyRow))).toEqual(
      programmes.map(([, , budget]) => [budget]),
    );
  });

  it("takes the year in brackets off a programme's name, with or without a space in it", () => {
    const names = (id: string): string[] => measureOf(collection, id).programmes.map((programme) => programme.name);
    expect(names("6-12")).toEqual(["中小企業省力化投資補助事業"]);
    expect(names("5-3")).toEqual(["キャリアアップ助成金"]);
    expect(names("1-20")).toEqual(["肥料原料備蓄対策事業"]);
  });
});
