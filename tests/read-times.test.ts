import { describe, expect, it } from "vitest";
import { addFiscalYear, readAskedTimes, readTimes, type Times } from "../src/question/read-times.ts";

describe("a year", () => {
  it.each([
    ["令和6年度の受講者数", ["R6"], ["2024"]],
    ["令和６年度の受講者数", ["R6"], ["2024"]],
    ["令和元年度", ["R1"], ["2019"]],
    ["R6補正の予算", ["R6補正"], ["2024"]],
    ["令和6年度補正予算", ["R6補正"], ["2024"]],
    ["令和7年度当初予算案", ["R7当初"], ["2025"]],
    ["令和5年度と令和6年度", ["R5", "R6"], ["2023", "2024"]],
  ])("%s is the fiscal %j, in the calendar %j", (text, fiscal, years) => {
    const times = readTimes(text);
    expect(times.fiscal).toEqual(fiscal);
    expect(times.years).toEqual(expect.arrayContaining(years));
    expect(times.months).toEqual([]);
  });

  it.each([
    ["令和8年の春", "2026"],
    ["令和元年に", "2019"],
    ["平成30年に", "2018"],
    ["2025年に", "2025"],
  ])("%s is %s and no fiscal one", (text, year) => {
    expect(readTimes(text)).toEqual({ fiscal: [], months: [], years: [year] });
  });

  it("named twice counts once", () => {
    expect(readTimes("2024年は、2024年に").years).toEqual(["2024"]);
  });
});

describe("a month", () => {
  it.each([
    ["令和6年12月", "2024-12"],
    ["令和7年1月時点", "2025-01"],
    ["2025 年 4 月より", "2025-04"],
    ["平成31年4月", "2019-04"],
    ["R6.4.1", "2024-04"],
  ])("%s is %s", (text, month) => {
    expect(readTimes(text).months).toEqual([month]);
    expect(readTimes(text).years).toEqual([month.slice(0, 4)]);
  });
});

describe("no time", () => {
  it.each(["", "予算は?", "3年間もらえる?", "2024社が参加", "100億円", "第6回", "12月に", "IPv6.1"])(
    "is in %j",
    (text) => {
      expect(readTimes(text)).toEqual({ fiscal: [], months: [], years: [] });
    },
  );
});

describe("in a question on a document of 2024,", () => {
  it.each([
    ["今年度の予算は?", ["R6"], ["2024"]],
    ["本年度の公募は", ["R6"], ["2024"]],
    ["ことしの説明会は?", ["R6"], ["2024"]],
    ["来年度の予算は?", ["R7"], ["2025"]],
    ["翌年度はいくら", ["R7"], ["2025"]],
    ["次年度の計画は?", ["R7"], ["2025"]],
    ["昨年度の実績は?", ["R5"], ["2023"]],
    ["去年の参加者は?", ["R5"], ["2023"]],
    ["前年度の採択は?", ["R5"], ["2023"]],
    ["一昨年度の実績は?", ["R4"], ["2022"]],
    ["おととしの実績は?", ["R4"], ["2022"]],
    ["昨年度と来年度では?", ["R5", "R7"], ["2023", "2025"]],
    ["令和4年度と今年度では?", ["R4", "R6"], ["2022", "2024"]],
    ["令和7年度当初予算は昨年度より多い?", ["R7当初", "R5"], ["2025", "2023"]],
  ])("%s means %j", (question, fiscal, years) => {
    expect(readAskedTimes(question, 2024)).toEqual({ fiscal, months: [], years });
  });

  it.each(["予算は?", "前年度比は?", "毎年度もらえますか", "3年後に返せばいい?", ""])(
    "%j names no year",
    (question) => {
      expect(readAskedTimes(question, 2024)).toEqual({ fiscal: [], months: [], years: [] });
    },
  );

  it("a year named and meant counts once", () => {
    expect(readAskedTimes("令和6年度、つまり今年度の予算は?", 2024)).toEqual({
      fiscal: ["R6"],
      months: [],
      years: ["2024"],
    });
  });

  it("months named stay beside it", () => {
    expect(readAskedTimes("令和6年12月と来年度では?", 2024)).toEqual({
      fiscal: ["R7"],
      months: ["2024-12"],
      years: ["2024", "2025"],
    });
  });
});

it.each([
  [2024, "R5", "2023"],
  [2025, "R6", "2024"],
  [2030, "R11", "2029"],
])("昨年度 in a document of %d is %s", (fiscalYear, fiscal, year) => {
  expect(readAskedTimes("昨年度の実績は?", fiscalYear)).toEqual({ fiscal: [fiscal], months: [], years: [year] });
});

describe("a fiscal year", () => {
  const NONE: Times = { fiscal: [], months: [], years: [] };
  const SOME: Times = { fiscal: ["R6補正"], months: ["2024-12"], years: ["2024"] };

  it("is added behind the times named, by its Japanese and its western year", () => {
    expect(addFiscalYear(NONE, 2019)).toEqual({ fiscal: ["R1"], months: [], years: ["2019"] });
    expect(addFiscalYear(SOME, 2025)).toEqual({
      fiscal: ["R6補正", "R7"],
      months: ["2024-12"],
      years: ["2024", "2025"],
    });
  });

  it("added twice counts once", () => {
    const once = addFiscalYear(SOME, 2025);
    expect(addFiscalYear(once, 2025)).toEqual(once);
  });

  it("is added to a copy", () => {
    addFiscalYear(SOME, 2026);
    expect(SOME).toEqual({ fiscal: ["R6補正"], months: ["2024-12"], years: ["2024"] });
  });
});
