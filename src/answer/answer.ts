import { z } from "@hono/zod-openapi";
import { Citation } from "./citation.ts";

/**
 * answer: one question answered; list: several measures; clarify: too broad, one narrowing question;
 * not_stated: the measure is there, what was asked is not; refuse: outside the document.
 */
export const AnswerKind = z.enum(["answer", "list", "clarify", "not_stated", "refuse"]);
export type AnswerKind = z.infer<typeof AnswerKind>;

export const Answer = z
  .object({
    id: z.string(),
    kind: AnswerKind,
    /** Markdown without raw HTML; `[1]` points at the citation with n = 1. */
    answer: z.string(),
    citations: z.array(Citation),
    /** Ids of the measures the answer is about, best first. */
    measures: z.array(z.string()),
    suggestions: z.array(z.string()),
    /** The standing reminder: which edition answered, and that calls may have closed. */
    notice: z.string().optional(),
    mode: z.enum(["extractive", "llm"]),
    tookMs: z.number(),
    edition: z.string(),
  })
  .openapi("Answer");
export type Answer = z.infer<typeof Answer>;
