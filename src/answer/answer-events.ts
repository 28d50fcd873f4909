import type { Answer } from "./answer.ts";
import type { Citation } from "./citation.ts";

/** An answer while it is made. `answer-start` first, `answer-end` last; the deltas joined are `answer.answer`. */
export type AnswerEvent =
  | { event: "answer-start"; data: { id: string } }
  | { event: "source-document"; data: Citation }
  | { event: "text-delta"; data: { text: string } }
  | { event: "answer-end"; data: Answer };

/** A whole answer as events. */
export function* answerEvents(answer: Answer): Generator<AnswerEvent> {
  yield { event: "answer-start", data: { id: answer.id } };
  for (const citation of answer.citations) yield { event: "source-document", data: citation };
  for (const text of answer.answer.match(/[^\n。]*[\n。]+|[^\n。]+$/gu) ?? [])
    yield { event: "text-delta", data: { text } };
  yield { event: "answer-end", data: answer };
}

/** The answer that events end with. Throws where they end without one. */
export async function wholeAnswer(events: AsyncIterable<AnswerEvent>): Promise<Answer> {
  for await (const event of events) if (event.event === "answer-end") return event.data;
  throw new Error("an answer ended without answer-end");
}
