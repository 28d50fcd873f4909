import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Company } from "../src/match/read-company.ts";
import {
  type CompanyFields,
  companyChips,
  emptyCompany,
  PREFECTURES,
  parseCompany,
  readCompanyFields,
  toRequest,
} from "../web/client/company.ts";
import { stringsByLanguage } from "../web/client/strings.ts";

const typed: CompanyFields = { industry: "", employees: "", prefecture: "", needs: "" };
const read = (fields: Partial<CompanyFields>) => readCompanyFields({ ...typed, ...fields });
const company = read({ industry: "金属加工", employees: "120", prefecture: "新潟県", needs: "電気代、人手不足" });

const anyFields = fc.record({
  industry: fc.string({ unit: "grapheme", maxLength: 300 }),
  employees: fc.oneof(fc.string(), fc.nat().map(String), fc.constant("9".repeat(30))),
  prefecture: fc.oneof(fc.string(), fc.constantFrom(...PREFECTURES)),
  needs: fc.string({ unit: fc.oneof(fc.constantFrom("、", ",", "，", "\n", "電", " "), fc.string()), maxLength: 600 }),
});

describe("what a person types of the company", () => {
  it.each([
    ["120", 120],
    ["１２０", 120],
    ["1,200人", 1200],
    ["１，２００ 名", 1200],
    [" 50 ", 50],
    ["0", 0],
    ["99999999999", 10_000_000],
  ])("reads %j employees as %i", (employees, count) => {
    expect(read({ employees }).employees).toBe(count);
  });

  it.each(["", "人", "約百人", "-5", "1.5", "1e3", "50〜60"])("reads no number of employees from %j", (employees) => {
    expect(read({ employees }).employees).toBeUndefined();
  });

  it("takes needs apart at commas and lines, and drops empty ones", () => {
    expect(read({ needs: " 電気代、人手不足,輸出，、\n 後継者 " }).needs).toEqual([
      "電気代",
      "人手不足",
      "輸出",
      "後継者",
    ]);
  });

  it("keeps ten needs, of 200 characters each, and an industry of 100", () => {
    const { needs, industry } = read({
      needs: Array.from({ length: 12 }, (_, n) => `${n}${"あ".repeat(250)}`).join("、"),
      industry: `  ${"加".repeat(150)}`,
    });
    expect(needs.map((need) => need.length)).toEqual(Array.from({ length: 10 }, () => 200));
    expect(industry).toBe("加".repeat(100));
  });

  it("knows the 47 prefectures and no other", () => {
    expect(new Set(PREFECTURES).size).toBe(47);
    expect(read({ prefecture: "鹿児島県" }).prefecture).toBe("鹿児島県");
    expect(read({ prefecture: "<script>" }).prefecture).toBe("");
  });

  it("is always something that the server takes", () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        const request = toRequest(readCompanyFields(fields));
        const { success, data } = Company.optional().safeParse(request);
        expect([success, data]).toEqual([true, request]);
      }),
    );
  });

  it("never cuts a character in two", () => {
    const { industry, needs } = read({ industry: `加${"𠮷".repeat(100)}`, needs: `加${"𠮷".repeat(150)}` });
    expect([industry, ...needs].filter((text) => /\p{Surrogate}/u.test(text))).toEqual([]);
  });
});

describe("the company sent with a question", () => {
  it("is nothing for a profile that says nothing", () => {
    expect(toRequest(emptyCompany)).toBeUndefined();
    expect(toRequest(read({ industry: "  ", employees: "many", needs: "、、" }))).toBeUndefined();
  });

  it("has only what is said, a company of nobody included", () => {
    expect(toRequest(read({ employees: "0" }))).toEqual({ employees: 0 });
    expect(toRequest(read({ needs: "輸出" }))).toEqual({ needs: ["輸出"] });
    expect(toRequest(company)).toEqual({
      industry: "金属加工",
      employees: 120,
      prefecture: "新潟県",
      needs: ["電気代", "人手不足"],
    });
  });
});

describe("the company's chips", () => {
  const chips = companyChips(company, stringsByLanguage.ja);

  it("name each thing that is said", () => {
    expect(chips.map(({ label }) => label)).toEqual(["金属加工", "従業員120人", "新潟県", "電気代", "人手不足"]);
    expect(companyChips(company, stringsByLanguage.en).map(({ label }) => label)).toContain("120 employees");
    expect(companyChips(emptyCompany, stringsByLanguage.ja)).toEqual([]);
  });

  it("take away what they name, and nothing else", () => {
    expect(chips.map(({ without }) => without)).toEqual([
      { ...company, industry: "" },
      { ...company, employees: undefined },
      { ...company, prefecture: "" },
      { ...company, needs: ["人手不足"] },
      { ...company, needs: ["電気代"] },
    ]);
  });

  it("are apart from each other, also where a person types a need twice", () => {
    const labels = companyChips(read({ needs: "輸出、輸出" }), stringsByLanguage.ja).map(({ label }) => label);
    expect(new Set(labels).size).toBe(labels.length);
  });
});

describe("the company kept in the browser", () => {
  it("comes back as it was", () => {
    fc.assert(
      fc.property(anyFields, (fields) => {
        const kept = readCompanyFields(fields);
        expect(parseCompany(JSON.stringify(kept))).toEqual(kept);
      }),
    );
  });

  it.each([
    ["nothing", null],
    ["no JSON", "{"],
    ["another kind of value", "[1]"],
    ["fields of another kind", '{"industry":7,"employees":"120","prefecture":{},"needs":"輸出"}'],
    ["a place that is none", '{"prefecture":"火星"}'],
    ["needs that are no words", '{"needs":[1,null,{}]}'],
    ["a number that is none", '{"employees":-1}'],
  ])("is empty where the browser has %s", (_, json) => {
    expect(parseCompany(json)).toEqual(emptyCompany);
  });
});
