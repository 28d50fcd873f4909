import { ExactVectorIndex } from "../../index/exact-vector-index.ts";
import { loadGlossary } from "../../index/glossary.ts";
import type { Answer } from "../../src/answer/answer.ts";
import type { AnswerEvent } from "../../src/answer/answer-events.ts";
import { Assistant } from "../../src/answer/assistant.ts";
import { loadJudgement } from "../../src/answer/judge-question.ts";
import { readSettings } from "../../src/config.ts";
import { createProseWriter } from "../../src/prose/create-prose-writer.ts";
import type { Message } from "../../src/question/read-history.ts";
import { Catalogue } from "../../src/retrieval/catalogue.ts";
import { HybridSearch } from "../../src/retrieval/hybrid-search.ts";
import { readRealIndex } from "../read-real-index.ts";

/** For what never comes: a test of it does not take long. */
export const SHORT_WAIT = { LLM_FIRST_TEXT_MS: "400", LLM_TIMEOUT_MS: "900" };
/** For what comes: a busy machine does not spoil a test of it. */
export const LONG_WAIT = { LLM_FIRST_TEXT_MS: "10000", LLM_TIMEOUT_MS: "10000" };

/** An assistant over the real document that writes by the model of the settings. */
export interface WritingAssistant {
  assistant: Assistant;
  /** What the observer was told: "written", a failure's code, "withheld figure", … */
  told: string[];
}

/** All that one question brought. */
export interface Asked {
  events: AnswerEvent[];
  answer: Answer;
  tookMs: number;
}

/** Makes assistants that share the real index and its search. */
export async function writingAssistants(): Promise<(environment: Record<string, string>) => WritingAssistant> {
  const { collection, embedder, index } = await readRealIndex();
  const search = new HybridSearch(new Catalogue(collection), index, new ExactVectorIndex(), embedder, loadGlossary());
  return (environment) => writingAssistantOver(search, environment);
}

export function writingAssistantOver(search: HybridSearch, environment: Record<string, string>): WritingAssistant {
  const told: string[] = [];
  const prose = createProseWriter(readSettings(environment), {
    ended: (outcome) => told.push(outcome),
    withheld: (reason) => told.push(`withheld ${reason}`),
    tokens: (count) => told.push(`tokens ${count}`),
  });
  const assistant = new Assistant(search, {
    linkTo: (path) => path,
    newId: () => "answer",
    judgement: loadJudgement(),
    clock: () => performance.now(),
    prose,
  });
  return { assistant, told };
}

/** Asks and reads the stream to its end. */
export async function ask(assistant: Assistant, ...questions: (string | Message)[]): Promise<Asked> {
  const messages = questions.map((one) => (typeof one === "string" ? { role: "user" as const, content: one } : one));
  const begun = performance.now();
  const events: AnswerEvent[] = [];
  for await (const event of assistant.stream({ messages })) events.push(event);
  const last = events.at(-1);
  if (last?.event !== "answer-end") throw new Error("the stream ended without answer-end");
  return { events, answer: last.data, tookMs: performance.now() - begun };
}
