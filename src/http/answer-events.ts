import type { Answer } from "../answer/answer.ts";
import type { Citation } from "../answer/citation.ts";

/** The stream of one answer. It always ends with `answer-end` or `answer-error`. */
export type AnswerEvent =
  | { event: "answer-start"; data: { id: string } }
  | { event: "source-document"; data: Citation }
  | { event: "text-delta"; data: { text: string } }
  | { event: "answer-end"; data: Answer }
  | { event: "answer-error"; data: { code: string; message: string } };

/** An answer as events; the deltas joined are `answer.answer`. */
export function* answerEvents(answer: Answer): Generator<AnswerEvent> {
  yield { event: "answer-start", data: { id: answer.id } };
  for (const citation of answer.citations) yield { event: "source-document", data: citation };
  for (const text of answer.answer.match(/[^\n。]*[\n。]+|[^\n。]+$/gu) ?? [])
    yield { event: "text-delta", data: { text } };
  yield { event: "answer-end", data: answer };
}

const encoder = new TextEncoder();

export const encodeEvent = ({ event, data }: AnswerEvent): Uint8Array =>
  encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

/**
 * A server-sent event stream of an answer that is being made. Whatever goes wrong inside becomes an `answer-error` event:
 * a stream that just ends would look like success.
 */
export function answerStream(
  answer: () => Promise<Answer>,
  onError: (error: unknown) => AnswerEvent,
): ReadableStream<Uint8Array> {
  let left = false;
  return new ReadableStream({
    async start(controller) {
      try {
        for (const event of answerEvents(await answer())) if (!left) controller.enqueue(encodeEvent(event));
      } catch (error) {
        if (!left) controller.enqueue(encodeEvent(onError(error)));
      }
      if (!left) controller.close();
    },
    // The reader left: what is still being made goes nowhere, and that is no fault.
    cancel() {
      left = true;
    },
  });
}
