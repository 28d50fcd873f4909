import type { AnswerEvent } from "../answer/answer-events.ts";

/** What a client of the stream reads: the answer's events, of which the last may be an error instead. */
type StreamEvent = AnswerEvent | { event: "answer-error"; data: { code: string; message: string } };

/** An event as it goes over the wire. */
export const answerFrame = ({ event, data }: StreamEvent): string =>
  `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

export async function* answerFrames(events: AsyncIterable<AnswerEvent>): AsyncGenerator<string> {
  for await (const event of events) yield answerFrame(event);
}
