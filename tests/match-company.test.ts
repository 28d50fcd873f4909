import { beforeAll, describe, expect, it } from "vitest";
import type { Measure } from "../ingest/collection.ts";
import { judgeCondition } from "../src/match/judge-condition.ts";
import { MatchResponse } from "../src/match/match-company.ts";
import { type Company, readCompany } from "../src/match/read-company.ts";
import { statedConditions } from "../src/match/stated-conditions.ts";
import { postJson, type RunningApp, realApp } from "./real-app.ts";

let running: RunningApp;

beforeAll(async () => {
  running = await realApp({ ASKS_PER_MINUTE: "0", READS_PER_MINUTE: "0" });
});

const measureOf = async (id: string): Promise<Measure> => (await running.app.request(`/api/measures/${id}`)).json();
const match = async (company: Company): Promise<MatchResponse> =>
  MatchResponse.parse(await (await running.app.request("/api/match", postJson({ company }))).json());

describe("a company's figures", () => {
  it.each([
    ["栃木の運送会社、従業員50名です", 50, undefined, "栃木"],
    ["資本金12億円、社員は1,500人の商社です", 1500, 1_200_000_000, undefined],
    ["資本金3000万の金属加工業、約80人で営んでいます", 80, 30_000_000, undefined],
    ["トラック50台の会社です", undefined, undefined, undefined],
  ])("are read from 「%s」", (description, employees, capital, prefecture) => {
    expect(readCompany({ description })).toMatchObject({ employees, capital, prefecture });
  });

  it.each(["京都", "京都府", "北海道", "東京都"])("know the prefecture %s", (prefecture) => {
    expect(readCompany({ prefecture }).prefecture).toBe(prefecture.replace(/(?<=..)[都府]$/u, ""));
  });

  it("are not read from needs, which are wishes", () => {
    const company = readCompany({
      description: "町工場",
      needs: ["外国人を10人", "東京に出店したい", "資本金を1億円に"],
    });
    expect(company).toMatchObject({ employees: undefined, prefecture: undefined, capital: undefined });
  });

  it("are taken from the fields before the text", () => {
    expect(readCompany({ description: "従業員50名", employees: 60, prefecture: "大阪府" })).toMatchObject({
      employees: 60,
      prefecture: "大阪",
    });
  });
});

describe("conditions that the document states", () => {
  it("are both limits of (7)⑱, each with the sentence that states it", async () => {
    const conditions = statedConditions(await measureOf("7-18"));
    expect(conditions.map(({ text }) => text)).toEqual(
      expect.arrayContaining(["資本金10億円未満", "従業員2,000人以下"]),
    );
    expect(conditions.find(({ kind }) => kind === "employees")?.quote).toContain("2025 年 4 月より、対象を拡大し");
  });

  it("are the 300 employees of (4)①", async () => {
    expect(statedConditions(await measureOf("4-1")).map(({ text }) => text)).toContain("従業員300人以下");
  });

  it("are none where it states none", async () => {
    expect(statedConditions(await measureOf("6-29"))).toEqual([]);
  });

  it.each(["1-11", "5-6", "7-13"])("are none in (%s), which is open to 中堅企業 too", async (id) => {
    expect(statedConditions(await measureOf(id))).toEqual([]);
  });

  it("say where in their sentence they stand", async () => {
    const conditions = statedConditions(await measureOf("7-18"));
    const words = conditions.map(({ quote, at }) => quote.slice(at.from, at.to).replace(/\s/gu, ""));
    expect(words).toEqual(expect.arrayContaining(["資本金10億円未満", "従業員数が2,000人以下"]));
  });
});

describe("a condition", () => {
  it.each([
    [299, "met"],
    [300, "met"],
    [301, "not_met"],
    [undefined, "not_stated"],
  ])("of 300人以下 with %s employees is %s", async (employees, status) => {
    const condition = statedConditions(await measureOf("4-1")).find(({ kind }) => kind === "employees");
    expect(condition && judgeCondition(condition, { ...readCompany({ description: "会社" }), employees })).toBe(status);
  });

  it("of 資本金10億円未満 is not met at exactly 10億円", async () => {
    const condition = statedConditions(await measureOf("7-18")).find(({ kind }) => kind === "capital");
    const company = { ...readCompany({ description: "会社" }), capital: 1_000_000_000 };
    expect(condition && judgeCondition(condition, company)).toBe("not_met");
  });

  it("of being 中小企業 is open for a service firm of 150, met for a maker of 150", async () => {
    const condition = statedConditions(await measureOf("4-2")).find(({ kind }) => kind === "smallBusiness");
    const status = (description: string) => condition && judgeCondition(condition, readCompany({ description }));
    expect([status("旅館、従業員150人"), status("部品メーカー、従業員150人")]).toEqual(["not_stated", "met"]);
  });
});

describe("POST /api/match", () => {
  it("puts the measure for the need first, promises nothing and gives at most five", async () => {
    const { matches } = await match({
      description: "育休に入る社員の仕事を同僚に手当を払って任せたい製造業",
      employees: 80,
    });
    expect(["4-1", "4-2"]).toContain(matches[0]?.measure.id);
    expect(matches.length).toBeLessThanOrEqual(5);
    expect(JSON.stringify(matches)).not.toMatch(/受けられます|もらえます|使えます/);
    expect(matches[0]?.reason).toContain("該当する可能性があります");
  });

  it("shows a measure whose condition fails behind the others, with the reason", async () => {
    const need = "輸出した品の代金が払われないときの保険に入りたい商社";
    const small = await match({ description: need, employees: 40, capital: 50_000_000 });
    const large = await match({ description: need, employees: 5000, capital: 5_000_000_000 });
    expect(small.matches[0]?.measure.id).toBe("7-18");
    const failed = large.matches.find(({ measure }) => measure.id === "7-18");
    expect(failed?.reason).toContain("当てはまりません");
    expect(failed?.conditions.filter(({ status }) => status === "not_met").map(({ text }) => text)).toEqual(
      expect.arrayContaining(["資本金10億円未満", "従業員2,000人以下"]),
    );
  });

  it("asks for what would settle an open condition", async () => {
    const { questions } = await match({ description: "輸出した品の代金が払われないときの保険に入りたい" });
    expect(questions).toEqual(expect.arrayContaining(["従業員は何人ですか。", "資本金はいくらですか。"]));
  });

  it("refuses a company of which nothing is said", async () => {
    const response = await running.app.request("/api/match", postJson({ company: { employees: 5 } }));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { code: "company_missing" } });
  });
});
