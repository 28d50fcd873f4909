import type { Answer } from "../answer/answer.ts";
import type { AnswerContext } from "../answer/answer-context.ts";
import type { Draft } from "../answer/draft.ts";
import type { Conversation } from "../question/read-history.ts";

/** The extractive answer with what it was made from: what prose is written from, and what takes over where none comes. */
export interface Extraction {
  answer: Answer;
  draft: Draft;
  context: AnswerContext;
  conversation: Conversation;
  hasCompany: boolean;
  /** Of the extractive answer, by the last check. */
  droppedLines: number;
}
