import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFiscalYears } from "../ingest/parse-fiscal-year.ts";
import { parseYen } from "../ingest/parse-yen.ts";

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

/** The text with each character half or full width, as `choices` says in turn. */
const mixedWidth = (text: string, choices: readonly boolean[]): string =>
  Array.from(text, (character, index) => (choices[index % choices.length] ? fullWidth(character) : character)).join("");

const widths = fc.array(fc.boolean(), { minLength: 1, maxLength: 12 });

/** 34000 → "34,000" or "34000". */
const digits = (value: number, commas: boolean): string =>
  commas ? value.toString().replace(/\B(?=(?:\d{3})+$)/g, ",") : value.toString();

/** An amount as the document may print it, and its yen as the printer knows them. */
const amount: fc.Arbitrary<{ printed: string; yen: number; within: boolean }> = fc
  .record({
    shape: fc.constantFrom("億円", "小数億円", "万円", "千円", "百万円", "兆円", "円", "(円)", "億万円", "万千円"),
    value: fc.integer({ min: 1, max: 9_999 }),
    rest: fc.integer({ min: 1, max: 9_999 }),
    commas: fc.boolean(),
    space: fc.constantFrom("", " ", "\u3000"),
    within: fc.boolean(),
    widths,
  })
  .map(({ shape, value, rest, commas, space, within, widths }) => {
    const big = digits(value, commas);
    const small = digits(rest, commas);
    const forms: Record<string, [text: string, yen: number]> = {
      億円: [`${big}${space}億円`, value * 100_000_000],
      小数億円: [`${big}.${rest % 10}${space}億円`, value * 100_000_000 + (rest % 10) * 10_000_000],
      万円: [`${big}万円`, value * 10_000],
      千円: [`${big}${space}千円`, value * 1_000],
      百万円: [`${big}${space}百万円`, value * 1_000_000],
      兆円: [`${big}兆円`, value * 1_000_000_000_000],
      円: [`${digits(value * 10_000 + rest, commas)}${space}円`, value * 10_000 + rest],
      "(円)": [`${digits(value * 10_000 + rest, commas)}(円)`, value * 10_000 + rest],
      億万円: [`${big}億${small}万円`, value * 100_000_000 + rest * 10_000],
      万千円: [`${big}万${small}円`, value * 10_000 + rest],
    };
    const [text, yen] = forms[shape] ?? ["", 0];
    return { printed: mixedWidth(text, widths), yen, within };
  });

describe("amounts of money", () => {
  it.each([
    ["【令和6年度補正予算:3,400億円の内数】", "3,400億円", 340_000_000_000, true],
    ["【令和6年度当初予算:87,568,442(円)の内数】", "87,568,442(円)", 87_568_442, true],
    ["【令和5年度補正予算:1000億円】", "1000億円", 100_000_000_000, false],
    ["令和6年度当初予算6.0億円を上回る申請", "6.0億円", 600_000_000, false],
    ["【令和6年度予算:262.2億円の内数】", "262.2億円", 26_220_000_000, true],
    ["【令和 5 年度 1 次補正予算 58 億円】", "58 億円", 5_800_000_000, false],
    ["【令和6年度補正予算：300億の内数", "300億", 30_000_000_000, true],
    ["1人あたり6万5,000円を、それぞれ助成", "6万5,000円", 65_000, false],
    ["【令和９年度当初予算案：３億５,０００万円】", "３億５,０００万円", 350_000_000, false],
    ["今後 10 年間で約2兆円以上の投資", "2兆円", 2_000_000_000_000, false],
    ["補助金(R5 補正、3年 3,000 億円)", "3,000 億円", 300_000_000_000, false],
  ])("reads %s", (text, value, yen, withinTotal) => {
    const start = text.indexOf(value);
    expect(parseYen(text)).toEqual([{ value, yen, withinTotal, start, end: start + value.length }]);
  });

  it.each([
    "令和6年度に33件支援",
    "(1)港湾や地方空港を活用し",
    "年間1,500kl未満の事業者",
    "売上高100億以上",
    "円滑化に向けた環境整備",
  ])("finds no money in %s", (text) => {
    expect(parseYen(text)).toEqual([]);
  });

  it("reads back every amount of a text, however it is printed", () => {
    const before = fc.constantFrom("予算:", "【", "、計", "約", "最大 ");
    const between = fc.constantFrom("】", "、", "を計上した。", "(案)");
    fc.assert(
      fc.property(fc.array(fc.tuple(before, amount, between), { minLength: 1, maxLength: 4 }), (list) => {
        const text = list
          .map(([front, one, back]) => `${front}${one.printed}${one.within ? "の内数" : ""}${back}`)
          .join("");
        const found = parseYen(text);
        expect(found.map(({ value, yen, withinTotal }) => ({ printed: value, yen, within: withinTotal }))).toEqual(
          list.map(([, one]) => one),
        );
        expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(list.map(([, one]) => one.printed));
      }),
      { numRuns: 500 },
    );
  });
});

/** A fiscal year as the document may print it, and its name as the printer knows it. */
const fiscal: fc.Arbitrary<{ printed: string; fiscalYear: string }> = fc
  .record({
    year: fc.integer({ min: 1, max: 30 }),
    kind: fc.constantFrom("補正", "当初", ""),
    style: fc.constantFrom("long", "spaced", "ordinal", "short", "shortSpaced"),
    widths,
  })
  .map(({ year, kind, style, widths }) => {
    const ordinal = kind === "補正" ? "第2次" : "";
    const forms: Record<string, string> = {
      long: `令和${year}年度${kind}予算`,
      spaced: `令和 ${year} 年度${kind}`,
      ordinal: `令和${year}年度${ordinal}${kind}予算`,
      short: `R${year}${kind.replace("補正", "補")}`,
      shortSpaced: `R${year} ${kind}`.trim(),
    };
    return { printed: mixedWidth(forms[style] ?? "", widths), fiscalYear: `R${year}${kind}` };
  });

describe("fiscal years", () => {
  it.each([
    ["【令和6年度補正予算:3,400億円の内数】", ["R6補正"]],
    ["(R4補、R5当初、R6当初)", ["R4補正", "R5当初", "R6当初"]],
    ["【令和4年度第2次補正予算:160 億円、令和5年度当初予算:1億円】", ["R4補正", "R5当初"]],
    ["【令和 5 年度 1 次補正予算 58 億円】", ["R5補正"]],
    ["令和4年度第二次補正予算において", ["R4補正"]],
    ["【R3補正、R5補正、R6補正】", ["R3補正", "R5補正", "R6補正"]],
    ["（R8補、R9当初）", ["R8補正", "R9当初"]],
    ["【令和７年度当初予算案：13億円】", ["R7当初"]],
    ["令和元年度補正予算", ["R1補正"]],
    ["(R6)", ["R6"]],
  ])("reads %s", (text, years) => {
    expect(parseFiscalYears(text).map((found) => found.fiscalYear)).toEqual(years);
  });

  it.each([
    "令和6年9月に",
    "令和6年11月22日に取りまとめた",
    "輸出診断(R6.4.1～R6.12.31)",
    "R7年1月末までに",
    "令和7年1月時点",
  ])("takes the date in %s for no fiscal year", (text) => {
    expect(parseFiscalYears(text)).toEqual([]);
  });

  it("reads back every fiscal year of a text, however it is printed", () => {
    fc.assert(
      fc.property(fc.array(fiscal, { minLength: 1, maxLength: 5 }), (list) => {
        const text = `(${list.map((one) => one.printed).join("、")})`;
        expect(parseFiscalYears(text).map((found) => found.fiscalYear)).toEqual(list.map((one) => one.fiscalYear));
      }),
      { numRuns: 500 },
    );
  });
});
