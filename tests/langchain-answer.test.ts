import { AIMessage, HumanMessage, SystemMessage, ToolMessage } from "@langchain/core/messages";
import { StringOutputParser } from "@langchain/core/output_parsers";
import { ChatPromptTemplate } from "@langchain/core/prompts";
import { RunnableLambda, RunnableSequence } from "@langchain/core/runnables";
import { beforeAll, describe, expect, it } from "vitest";
import type { AskRequest, Assistant } from "../src/answer/assistant.ts";
import { readSettings } from "../src/config.ts";
import { type Answer, type AnswerInput, AnswerRunnable, loadShisakuNavi, toAIMessage } from "../src/langchain.ts";
import { loadLibrary } from "../src/load-library.ts";
import { realDataFolder } from "./real-data.ts";
import { ScriptedModel } from "./scripted-model.ts";

const QUESTION = "(5)③の予算は?";
let answer: AnswerRunnable;
let assistant: Assistant;
beforeAll(async () => {
  const environment = { DATA_DIR: await realDataFolder(), VECTOR_INDEX: "exact" };
  ({ answer } = await loadShisakuNavi(environment));
  assistant = (await loadLibrary(readSettings(environment), () => {})).assistant()!;
});

/** What is the same each time. */
const told = ({ id: _id, tookMs: _tookMs, ...rest }: Answer) => rest;
const says = (content: string): AskRequest => ({ messages: [{ role: "user", content }] });

async function piecesOf<Piece>(pieces: AsyncIterable<Piece>): Promise<Piece[]> {
  const all: Piece[] = [];
  for await (const piece of pieces) all.push(piece);
  return all;
}

/** An assistant that answers only once it is let go, and knows whether it was stopped. */
function waiting() {
  const stopped: unknown[] = [];
  let ask = (): void => {};
  const asked = new Promise<void>((resolve) => {
    ask = resolve;
  });
  const untilAborted = (signal: AbortSignal | undefined): Promise<never> =>
    new Promise((_, reject) => {
      ask();
      signal?.addEventListener("abort", () => {
        stopped.push(signal.reason);
        reject(signal.reason);
      });
    });
  const stream: Assistant["stream"] = async function* (_request, signal) {
    yield { event: "answer-start", data: { id: "1" } };
    await untilAborted(signal);
  };
  return {
    runnable: new AnswerRunnable({ ask: (_request, signal) => untilAborted(signal), stream }),
    asked,
    stopped,
  };
}

describe("the answering runnable", () => {
  it("gives what the assistant answers, citations included", async () => {
    const given = await answer.invoke(QUESTION);
    expect(told(given)).toEqual(told(await assistant.ask(says(QUESTION))));
    expect(given).toMatchObject({ kind: "answer", measures: ["5-3"], citations: [{ n: 1, number: "(5)③" }] });
  });

  it.each<[string, () => AnswerInput | Promise<AnswerInput>]>([
    ["a message of ours", () => [{ role: "user", content: QUESTION }]],
    ["a message of LangChain", () => [new HumanMessage(QUESTION)]],
    ["a message in parts", () => [new HumanMessage({ content: [{ type: "text", text: QUESTION }] })]],
    ["a state with messages", () => ({ messages: [new SystemMessage("英語で答えて"), new HumanMessage(QUESTION)] })],
    ["a prompt", () => ChatPromptTemplate.fromTemplate("{number}の予算は?").invoke({ number: "(5)③" })],
  ])("answers the same when it is asked by %s", async (_name, input) => {
    expect(told(await answer.invoke(await input()))).toEqual(told(await answer.invoke(QUESTION)));
  });

  it("knows what a follow-up is about by what the answer before it cited", async () => {
    const first = await answer.invoke("キャリアアップ助成金とは?");
    const { additional_kwargs } = toAIMessage(first);
    const silent = new AIMessage({ content: "お答えしました。", additional_kwargs });
    const next = await answer.invoke([new HumanMessage("…"), silent, new HumanMessage("その予算は?")]);
    expect(next.citations[0]?.measureId).toBe(first.measures[0]);
    expect(next.answer).toContain("億円");
  });

  it("knows it by the list of sources too, where only the text was kept", async () => {
    const [, sources] = (await answer.asText().invoke("キャリアアップ助成金とは?")).split("\n\n出典\n");
    const kept = new AIMessage(`お答えしました。\n\n出典\n${sources}`);
    const next = await answer.invoke([new HumanMessage("…"), kept, new HumanMessage("その予算は?")]);
    expect(next.citations[0]?.number).toBe("(5)③");
  });

  it("passes over what tools said", async () => {
    const tool = new ToolMessage({ tool_call_id: "1", content: "7-2 の予算は1兆円" });
    const given = await answer.invoke([new HumanMessage(QUESTION), tool]);
    expect(told(given)).toEqual(told(await answer.invoke(QUESTION)));
  });

  it("takes filters, language and company as POST /api/chat does", async () => {
    const filters = { ministry: ["農水省"] };
    const given = await answer.invoke({ ...says("輸出の支援は?"), filters, language: "en" });
    expect(told(given)).toEqual(told(await assistant.ask({ ...says("輸出の支援は?"), filters, language: "en" })));
    const ministries = given.measures.flatMap((id) => assistant.search.catalogue.measures.get(id)!.ministries);
    expect(ministries.map(({ name }) => name)).toContain("農水省");
  });

  it("refuses an input that asks nothing", async () => {
    const wrong: object = { question: QUESTION };
    await expect(answer.invoke(wrong as AnswerInput)).rejects.toThrow("an answer needs a question, messages");
  });

  it("answers a batch in its order", async () => {
    const questions = ["(5)③とは", "(1)⑬とは", "(9)⑤とは"];
    const answers = await answer.batch(questions, undefined, { maxConcurrency: 2 });
    expect(answers.map(({ measures }) => measures[0])).toEqual(["5-3", "1-13", "9-5"]);
  });

  it("stands in a sequence, in front and behind", async () => {
    const sequence = RunnableSequence.from<{ topic: string }, string[]>([
      RunnableLambda.from(({ topic }: { topic: string }) => `${topic}の予算は?`),
      answer,
      ({ citations }: Answer) => citations.map(({ number }) => number),
    ]);
    expect(await sequence.invoke({ topic: "(5)③" })).toEqual(["(5)③"]);
    expect(await answer.pipe(({ kind }) => kind).invoke("こんにちは")).toBe("refuse");
  });

  it("streams a checked Answer in one piece", async () => {
    const pieces = await piecesOf(await answer.stream(QUESTION));
    expect(pieces.map(told)).toEqual([told(await answer.invoke(QUESTION))]);
  });

  it("gives the events that POST /api/chat gives", async () => {
    const events = await piecesOf(answer.events(QUESTION));
    const names = new Set(events.map(({ event }) => event));
    expect(Array.from(names)).toEqual(["answer-start", "source-document", "text-delta", "answer-end"]);
  });

  it("stops the work when its signal is aborted, and rejects with its reason", async () => {
    const { runnable, asked, stopped } = waiting();
    const leaving = new AbortController();
    const given = runnable.invoke(QUESTION, { signal: leaving.signal });
    await asked;
    leaving.abort(new Error("left"));
    await expect(given).rejects.toThrow("left");
    expect(stopped).toHaveLength(1);
  });

  it("stops the work when its time is over", async () => {
    const { runnable, stopped } = waiting();
    await expect(runnable.invoke(QUESTION, { timeout: 30 })).rejects.toMatchObject({ name: "TimeoutError" });
    expect(stopped).toHaveLength(1);
  });
});

describe("with a language model in the settings", () => {
  it("writes prose held to the citations, streamed and whole alike", async () => {
    const model = await ScriptedModel.start();
    const environment = { DATA_DIR: await realDataFolder(), VECTOR_INDEX: "exact", ...model.environment };
    const navi = await loadShisakuNavi(environment);
    const written = await navi.answer.invoke("キャリアアップ助成金とは?");
    const pieces = await piecesOf(await navi.answer.asText().stream("キャリアアップ助成金とは?"));
    await model.stop();
    expect(written.mode).toBe("llm");
    expect(written.answer).toMatch(/とあります。?\[1\]/u);
    expect(pieces.join("").startsWith(written.answer)).toBe(true);
    expect(model.requests).toHaveLength(2);
  });
});

describe("the answer as text", () => {
  it("is the answer with its sources below: number, title, page and link of each", async () => {
    const whole = await answer.invoke(QUESTION);
    const source = "[1] (5)③ キャリアアップ助成金 p.73 /measures/5-3";
    expect(await answer.asText().invoke(QUESTION)).toBe(`${whole.answer}\n\n出典\n${source}`);
  });

  it("has no list of sources where nothing is cited", async () => {
    const { answer: text, citations } = await answer.invoke("こんにちは");
    expect(citations).toEqual([]);
    expect(await answer.asText().invoke("こんにちは")).toBe(text);
  });

  it("comes in pieces that joined are the whole, through a parser too", async () => {
    const pieces = await piecesOf(await answer.asText().stream(QUESTION));
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.join("")).toBe(await answer.asText().invoke(QUESTION));
    const parsed = await piecesOf(await answer.asText().pipe(new StringOutputParser()).stream(QUESTION));
    expect(parsed.join("")).toBe(pieces.join(""));
  });

  it("tells its citations before its first word, as custom events", async () => {
    const events = await piecesOf(
      answer.asText().streamEvents("えるぼしとくるみん、認定企業が多いのは?", { version: "v2" }),
    );
    const names = events.map(({ event, name }) => (event === "on_custom_event" ? name : event));
    const { citations } = await answer.invoke("えるぼしとくるみん、認定企業が多いのは?");
    expect(events.filter(({ event }) => event === "on_custom_event").map(({ data }) => data)).toEqual(citations);
    expect(citations.length).toBeGreaterThan(1);
    expect(names.lastIndexOf("source-document")).toBeLessThan(names.indexOf("on_chain_stream"));
  });

  it("stops the work when its signal is aborted", async () => {
    const { runnable, asked, stopped } = waiting();
    const leaving = new AbortController();
    const pieces = runnable.asText().stream(QUESTION, { signal: leaving.signal }).then(piecesOf);
    await asked;
    leaving.abort(new Error("left"));
    await expect(pieces).rejects.toThrow();
    expect(stopped).toHaveLength(1);
  });

  it("makes nothing further for a reader who has left", async () => {
    let ended = false;
    const stream: Assistant["stream"] = async function* () {
      try {
        for (;;) yield { event: "text-delta", data: { text: "また。" } };
      } finally {
        ended = true;
      }
    };
    const runnable = new AnswerRunnable({ ask: assistant.ask.bind(assistant), stream });
    for await (const piece of await runnable.asText().stream(QUESTION)) {
      expect(piece).toBe("また。");
      break;
    }
    expect(ended).toBe(true);
  });
});
