import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bearsOut, type Figure, readFigures } from "../src/prose/read-figures.ts";

const only = (text: string): Figure => {
  const figures = readFigures(text);
  if (figures.length !== 1 || !figures[0]) throw new Error(`${text}: ${JSON.stringify(figures)}`);
  return figures[0];
};
const isSame = (one: string, other: string): boolean => bearsOut(only(one), only(other));

const DIGITS = "〇一二三四五六七八九";
const SCALES = [
  [1e12, "兆"],
  [1e8, "億"],
  [1e4, "万"],
] as const;

/** 3_400_000_000 as 三十四億 */
function inKanji(value: number): string {
  let rest = value;
  let text = "";
  for (const [scale, name] of SCALES) {
    if (rest >= scale) text += `${belowTenThousand(Math.floor(rest / scale))}${name}`;
    rest %= scale;
  }
  return text + belowTenThousand(rest);
}

function belowTenThousand(value: number): string {
  return [1000, 100, 10, 1].reduce((text, unit) => {
    const digit = Math.floor(value / unit) % 10;
    if (digit === 0) return text;
    const name = { 1000: "千", 100: "百", 10: "十", 1: "" }[unit] ?? "";
    return text + (digit === 1 && unit > 1 ? "" : (DIGITS[digit] ?? "")) + name;
  }, "");
}

/** 340_050_000 as 3億4005万 */
function inScales(value: number): string {
  let rest = value;
  let text = "";
  for (const [scale, name] of SCALES) {
    if (rest >= scale) text += `${Math.floor(rest / scale)}${name}`;
    rest %= scale;
  }
  return rest > 0 ? text + String(rest) : text;
}

const withCommas = (value: number): string => value.toLocaleString("en-US");
const fullWidth = (text: string): string =>
  text.replace(/[0-9,.]/gu, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
const spaced = (text: string): string => text.replace(/(?<=\d)(?=[兆億万円])/gu, " ");
const WAYS: readonly ((value: number) => string)[] = [
  String,
  withCommas,
  inKanji,
  inScales,
  (value) => fullWidth(withCommas(value)),
  (value) => spaced(inScales(value)),
];

const yen = fc.integer({ min: 1, max: 9_999_999_999_999 });
const way = fc.constantFrom(...WAYS);

describe("a figure of a text", () => {
  it("is one and the same however it is written", () => {
    fc.assert(
      fc.property(yen, way, way, (value, one, other) => {
        expect(isSame(`${one(value)}円`, `${other(value)}円`), `${one(value)} ${other(value)}`).toBe(true);
      }),
    );
  });

  it("is never that of another value", () => {
    fc.assert(
      fc.property(yen, yen, way, way, (value, otherValue, one, other) => {
        fc.pre(value !== otherValue);
        expect(isSame(`${one(value)}円`, `${other(otherValue)}円`)).toBe(false);
      }),
    );
  });

  it("is never that of a value one digit away", () => {
    fc.assert(
      fc.property(yen, fc.nat(12), fc.integer({ min: 1, max: 9 }), way, way, (value, place, step, one, other) => {
        const digits = String(value);
        const at = place % digits.length;
        const changed = (Number(digits[at]) + step) % 10;
        const otherValue = Number(digits.slice(0, at) + String(changed) + digits.slice(at + 1));
        fc.pre(otherValue > 0);
        expect(isSame(`${one(value)}円`, `${other(otherValue)}円`)).toBe(false);
      }),
    );
  });

  it("is one and the same in every way to write a date", () => {
    const date = fc.record({
      year: fc.integer({ min: 2019, max: 2035 }),
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    });
    fc.assert(
      fc.property(date, ({ year, month, day }) => {
        const reiwa = year === 2019 ? "元" : String(year - 2018);
        const written = [
          `${year}年${month}月${day}日`,
          `令和${reiwa}年${month}月${day}日`,
          `令和 ${reiwa} 年 ${month} 月 ${day} 日`,
          fullWidth(`${year}年${month}月${day}日`),
          `${year}/${month}/${day}`,
          `${year}-${month}-${day}`,
        ];
        for (const other of written) expect(isSame(written[0] ?? "", other), other).toBe(true);
      }),
    );
  });

  it.each([
    ["3,400億円", "3400 億円"],
    ["19.9億円", "19億9,000万円"],
    ["0.26億円", "2,600万円"],
    ["5割", "50%"],
    ["七割五分", "75％"],
    ["2分の1", "1/2"],
    ["三分の二", "⅔"],
    ["半額", "50%"],
    ["最大72万円", "72万円を上限"],
    ["58,000社を超えた", "58,000社超"],
    ["7か所", "7箇所"],
    ["70名", "70人"],
    ["12公館", "12の公館"],
    ["R6年度", "令和6年度"],
    ["第二回", "第2回"],
  ])("reads %s and %s as one", (one, other) => {
    expect(isSame(one, other)).toBe(true);
  });

  it.each([
    ["3億円", "3万円"],
    ["3,000億円", "3,000億ドル"],
    ["3%以上", "3%"],
    ["3%以上", "3%以下"],
    ["3%以上", "3%超"],
    ["300講座以上", "300講座"],
    ["約7,000社", "7,000社"],
    ["最大300億円", "300億円"],
    ["146億円の内数", "146億円"],
    ["300億の内数", "300億円"],
    ["第2回", "2回"],
    ["1人", "1人あたり"],
    ["▲4件", "4件"],
    ["1/2", "2/3"],
    ["5%", "5割"],
    ["令和6年度", "令和6年"],
    ["令和6年", "平成6年"],
    ["令和6年3月まで", "令和6年3月から"],
    ["2年間", "2日間"],
  ])("does not take %s for %s", (one, other) => {
    expect(isSame(one, other)).toBe(false);
  });

  it("is none where a numeral is part of a word", () => {
    expect(readFigures("一般的な支援を一体的かつ十分に行い、万一に備える。")).toEqual([]);
  });

  it("belongs to the year before where a text says 同年 or goes on from month to month", () => {
    expect(readFigures("令和6年6月に成立した。同年12月に設置した。")).toMatchObject([
      { year: 2024, month: 6 },
      { year: 2024, month: 12 },
    ]);
    expect(readFigures("令和6年4～9月")).toMatchObject([
      { year: 2024, month: 4, edge: "from" },
      { month: 9, edge: "to" },
    ]);
  });
});
