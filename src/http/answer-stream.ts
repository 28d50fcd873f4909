import type { AnswerEvent } from "../answer/answer-events.ts";

/** What a client of the stream reads: the answer's events, of which the last may be an error instead. */
type StreamEvent = AnswerEvent | { event: "answer-error"; data: { code: string; message: string } };

const encoder = new TextEncoder();

const encodeEvent = ({ event, data }: StreamEvent): Uint8Array =>
  encoder.encode(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);

/**
 * A server-sent event stream of an answer that is being made. Whatever goes wrong inside becomes an `answer-error` event:
 * a stream that just ends would look like success. `onLeave` is called when the reader left: what is still being made goes
 * nowhere, and that is no fault.
 */
export function answerStream(
  events: AsyncIterable<AnswerEvent>,
  onError: (error: unknown) => StreamEvent,
  onLeave: () => void,
): ReadableStream<Uint8Array> {
  let left = false;
  return new ReadableStream({
    async start(controller) {
      try {
        for await (const event of events) {
          if (left) return;
          controller.enqueue(encodeEvent(event));
        }
      } catch (error) {
        if (!left) controller.enqueue(encodeEvent(onError(error)));
      }
      if (!left) controller.close();
    },
    cancel() {
      left = true;
      onLeave();
    },
  });
}
