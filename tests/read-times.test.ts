import { describe, expect, it } from "vitest";
import { readTimes } from "../src/question/read-times.ts";

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
