import { beforeAll, describe, expect, it } from "vitest";
import { Answer } from "../src/answer/answer.ts";
import { asking, eventStream, expectProblem, postJson, type RunningApp, realApp } from "./real-app.ts";

const QUESTION = "うちの会社に合う支援策はありますか";
const COMPANY = { industry: "食品製造業", employees: 60, prefecture: "鹿児島県", needs: ["輸出"] };

let app: RunningApp["app"];
beforeAll(async () => {
  ({ app } = await realApp());
});

const chat = (body: object, headers: Record<string, string> = {}): Promise<Response> =>
  Promise.resolve(app.request("/api/chat", postJson({ ...asking(QUESTION), ...body }, headers)));
const answerTo = async (body: object): Promise<Answer> => Answer.parse(await (await chat(body)).json());

describe("POST /api/chat with a company", () => {
  it("answers for it, and without it asks back", async () => {
    const [given, none] = [await answerTo({ company: COMPANY }), await answerTo({})];
    expect(given.kind).toBe("list");
    expect(given.citations[0]?.measureId).toMatch(/^7-/u);
    expect(none.kind).toBe("clarify");
  });

  it("streams the same answer", async () => {
    const { id: _, tookMs: __, ...answer } = await answerTo({ company: COMPANY });
    const text = await (await chat({ company: COMPANY }, eventStream)).text();
    const end = /^event: answer-end\ndata: (.+)$/mu.exec(text)?.[1] ?? "{}";
    expect(JSON.parse(end)).toMatchObject(JSON.parse(JSON.stringify(answer)));
  });

  it("takes an empty company for none", async () => {
    expect((await answerTo({ company: {} })).answer).toBe((await answerTo({})).answer);
  });

  it.each([
    ["製造業"],
    [null],
    [[]],
    [{ employees: "50" }],
    [{ employees: -1 }],
    [{ employees: 1.5 }],
    [{ needs: "輸出" }],
    [{ needs: [1] }],
    [{ needs: Array(11).fill("輸出") }],
    [{ industry: "業".repeat(101) }],
    [{ description: "あ".repeat(1001) }],
    [{ capital: "1億円" }],
  ])("refuses %j", async (company) => {
    await expectProblem(await chat({ company }), 400, "invalid_request");
  });

  it("is described with an example that it takes", async () => {
    const description = await (await app.request("/openapi.json")).json();
    const { ChatRequest, Company } = description.components.schemas;
    expect(JSON.stringify(ChatRequest.properties.company)).toContain("#/components/schemas/Company");
    expect((await chat({ company: Company.example })).status).toBe(200);
    expect(Company.example.needs.length).toBeGreaterThan(0);
  });
});
