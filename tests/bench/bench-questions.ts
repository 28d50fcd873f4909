import { readQuestions } from "../evaluation/read-questions.ts";

const TYPES = new Set(["topic", "fit", "fact"]);

export interface BenchQuestion {
  question: string;
  gold: readonly string[];
}

/** What every variant is asked: the project's own topic, fit and fact questions. */
export function benchQuestions(): BenchQuestion[] {
  return readQuestions().filter(({ type }) => TYPES.has(type));
}
