import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { Answer } from "../src/answer/answer.ts";
import { Citation } from "../src/answer/citation.ts";
import { readEvents } from "../web/client/read-events.ts";
import { CONTRACT_QUESTIONS } from "./contract-questions.ts";
import { type Connected, call, connectOverHttp, type Listening, startListening } from "./mcp-clients.ts";
import { asking, type Environment, eventStream, postJson, realApp } from "./real-app.ts";
import { copyRealData } from "./real-data.ts";
import { ScriptedModel } from "./scripted-model.ts";
import { spawnProgram } from "./spawned.ts";

/** What every surface must say alike. Id and time are of each answer its own. */
type Said = Omit<Answer, "id" | "tookMs">;
const said = ({ id: _, tookMs: __, ...rest }: Answer): Said => rest;

/** A message with what OpenAI's own does not have. */
const Message = z.looseObject({ content: z.string(), citations: z.array(Citation) });
const Delta = z.looseObject({ content: z.string().nullish(), citations: z.array(Citation).optional() });

/** The text before the list of sources, which must name each citation. */
function withoutSources(content: string, citations: readonly Citation[]): string {
  const at = citations.length === 0 ? content.length : content.lastIndexOf("\n\n出典\n");
  const listed = Array.from(content.slice(at).matchAll(/^\[(\d+)\] (\S+) /gmu), ([, n, number]) => `${n} ${number}`);
  expect(listed).toEqual(citations.map(({ n, number }) => `${n} ${number}`));
  return content.slice(0, at);
}

/** A program of its own answers all questions before the first test. */
const START_MS = 180_000;

const DATA_DIR = mkdtempSync(join(tmpdir(), "contract-"));
beforeAll(() => copyRealData(DATA_DIR));
afterAll(() => {
  rmSync(DATA_DIR, { recursive: true, force: true });
});

/** One running server and everything that can ask it. */
class Surfaces {
  readonly server: Listening;
  readonly mcp: Connected;
  readonly openai: OpenAI;
  readonly terminal: ReadonlyMap<string, Answer>;

  private constructor(server: Listening, mcp: Connected, openai: OpenAI, terminal: ReadonlyMap<string, Answer>) {
    this.server = server;
    this.mcp = mcp;
    this.openai = openai;
    this.terminal = terminal;
  }

  static async open(environment: Environment, questions: readonly string[]): Promise<Surfaces> {
    const server = await startListening(await realApp(environment));
    const mcp = await connectOverHttp(server.url);
    const openai = new OpenAI({ baseURL: `${server.url}/v1`, apiKey: "any", maxRetries: 0 });
    const settings = { DATA_DIR, VECTOR_INDEX: "exact", ...environment };
    const { printed, ended } = spawnProgram("src/ask.ts", ["--each", "--json"], settings, questions.join("\n"));
    expect(await ended, printed.stderr).toBe(0);
    const answers = printed.stdout
      .trim()
      .split("\n")
      .map((line) => Answer.parse(JSON.parse(line)));
    expect(answers).toHaveLength(questions.length);
    return new Surfaces(server, mcp, openai, new Map(questions.map((question, index) => [question, answers[index]!])));
  }

  async close(): Promise<void> {
    await this.mcp.close();
    await this.server.close();
  }

  async json(question: string): Promise<Said> {
    const response = await fetch(`${this.server.url}/api/chat`, postJson(asking(question)));
    return said(Answer.parse(await response.json()));
  }

  async stream(question: string): Promise<{ answer: Said; deltas: string; sources: Citation[] }> {
    const response = await fetch(`${this.server.url}/api/chat`, postJson(asking(question), eventStream));
    let deltas = "";
    const sources: Citation[] = [];
    for await (const { name, data } of readEvents(response.body!)) {
      const value: unknown = JSON.parse(data);
      if (name === "text-delta") deltas += z.object({ text: z.string() }).parse(value).text;
      if (name === "source-document") sources.push(Citation.parse(value));
      if (name === "answer-end") return { answer: said(Answer.parse(value)), deltas, sources };
    }
    throw new Error(`the stream for ${question} has no end`);
  }

  async completion(question: string): Promise<{ content: string; citations: Citation[] }> {
    const { choices } = await this.openai.chat.completions.create({
      model: "shisaku-navi",
      messages: [{ role: "user", content: question }],
    });
    return Message.parse(choices[0]?.message);
  }

  async streamedCompletion(question: string): Promise<{ content: string; citations: Citation[] }> {
    const chunks = await this.openai.chat.completions.create({
      model: "shisaku-navi",
      messages: [{ role: "user", content: question }],
      stream: true,
    });
    let content = "";
    let citations: Citation[] = [];
    for await (const { choices } of chunks) {
      const delta = Delta.parse(choices[0]?.delta ?? {});
      content += delta.content ?? "";
      citations = delta.citations ?? citations;
    }
    return { content, citations };
  }

  async tool(question: string): Promise<Said> {
    const { structuredContent } = await call(this.mcp.client, "ask", { question });
    return said(Answer.parse(structuredContent));
  }
}

async function expectAlike(surfaces: Surfaces, question: string): Promise<Said> {
  const answer = await surfaces.json(question);
  const { answer: streamed, deltas, sources } = await surfaces.stream(question);
  expect(streamed).toEqual(answer);
  expect(deltas).toBe(answer.answer);
  expect(sources).toEqual(answer.citations);
  for (const { content, citations } of [
    await surfaces.completion(question),
    await surfaces.streamedCompletion(question),
  ]) {
    expect(citations).toEqual(answer.citations);
    expect(withoutSources(content, citations)).toBe(answer.answer);
  }
  expect(await surfaces.tool(question)).toEqual(answer);
  expect(said(surfaces.terminal.get(question)!)).toEqual(answer);
  return answer;
}

describe("without a language model", () => {
  let surfaces: Surfaces;
  beforeAll(async () => {
    surfaces = await Surfaces.open({}, CONTRACT_QUESTIONS);
  }, START_MS);
  afterAll(() => surfaces.close());

  it("asks forty questions of all kinds", () => {
    expect(new Set(CONTRACT_QUESTIONS).size).toBe(40);
  });

  it.each(CONTRACT_QUESTIONS)(
    "%s is answered alike by JSON, stream, OpenAI's client both ways, MCP and terminal",
    async (question) => {
      expect((await expectAlike(surfaces, question)).mode).toBe("extractive");
    },
  );
});

describe("with a language model", () => {
  const questions = CONTRACT_QUESTIONS.slice(0, 10);
  let model: ScriptedModel;
  let surfaces: Surfaces;
  beforeAll(async () => {
    model = await ScriptedModel.start();
    surfaces = await Surfaces.open({ ...model.environment, LLM_FIRST_TEXT_MS: "20000" }, questions);
  }, START_MS);
  afterAll(async () => {
    await surfaces.close();
    await model.stop();
  });

  it.each(questions)("%s is answered alike everywhere", async (question) => {
    await expectAlike(surfaces, question);
  });

  it("is written as prose where it can be, on every surface", async () => {
    const answer = await expectAlike(surfaces, "キャリアアップ助成金の予算はいくらですか");
    expect(answer.mode).toBe("llm");
    expect(answer.answer).toContain("とあります");
  });
});
