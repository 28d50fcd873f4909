import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import { toAnswerEvent } from "../web/client/answer-events.ts";
import { readEvents, type ServerEvent } from "../web/client/read-events.ts";

function bodyOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  let position = 0;
  return new ReadableStream({
    pull(controller) {
      const chunk = chunks[position++];
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
  });
}

function cutAt(bytes: Uint8Array, places: readonly number[]): Uint8Array[] {
  const ends = [...places].sort((one, other) => one - other).concat(bytes.length);
  return ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
}

async function collect(chunks: readonly Uint8Array[]): Promise<ServerEvent[]> {
  const events: ServerEvent[] = [];
  for await (const event of readEvents(bodyOf(chunks))) events.push(event);
  return events;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string): Promise<ServerEvent[]> => collect([encode(text)]);

describe("the event parser", () => {
  it("gives the same events wherever the bytes are cut, whatever ends the lines", async () => {
    const data = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("施策(5)③", "𠮷野家", ": not a comment", ""),
    );
    const event = fc.record({
      name: fc.constantFrom("answer-start", "text-delta", "answer-end"),
      data: data.map((text) => JSON.stringify({ text })),
    });
    const stream = fc.tuple(fc.array(event, { minLength: 1, maxLength: 5 }), fc.constantFrom("\n", "\r", "\r\n"));
    await fc.assert(
      fc.asyncProperty(stream, fc.array(fc.nat(), { maxLength: 12 }), async ([events, end], cuts) => {
        const text = events.map(({ name, data: line }) => `event: ${name}${end}data: ${line}${end}${end}`).join("");
        const bytes = encode(text);
        const places = cuts.map((cut) => cut % (bytes.length + 1));
        expect(await collect(cutAt(bytes, places))).toEqual(events);
      }),
    );
  });

  it("gives the same events one byte at a time", async () => {
    const bytes = encode('event: text-delta\r\ndata: {"text":"賃上げ𠮷"}\r\n\r\n');
    const single = Array.from(bytes, (_, index) => bytes.subarray(index, index + 1));
    expect(await collect(single)).toEqual([{ name: "text-delta", data: '{"text":"賃上げ𠮷"}' }]);
  });

  it("joins data lines by a line feed, drops comments and unknown fields, and calls a nameless event message", async () => {
    expect(await read(": keep-alive\n\ndata: 一\ndata:二\nid: 7\n\n")).toEqual([{ name: "message", data: "一\n二" }]);
  });

  it("drops an event that the stream leaves without its blank line", async () => {
    expect(await read("event: text-delta\ndata: {}\n\nevent: answer-end\ndata: {}\n")).toEqual([
      { name: "text-delta", data: "{}" },
    ]);
  });

  it("cancels the body when its reader leaves early", async () => {
    let cancelled = false;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encode("data: 1\n\n")),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const _ of readEvents(body)) break;
    expect(cancelled).toBe(true);
  });
});

const answer: Answer = {
  id: "a1",
  kind: "answer",
  answer: "賃上げを支援します。",
  citations: [],
  measures: ["5-3"],
  suggestions: [],
  mode: "extractive",
  tookMs: 1,
  edition: "2025-02",
};

describe("an answer event", () => {
  it("is ignored when its data is not JSON, not an object, or lacks what the chat draws", () => {
    expect(toAnswerEvent({ name: "answer-end", data: "{" })).toBeUndefined();
    expect(toAnswerEvent({ name: "answer-end", data: "null" })).toBeUndefined();
    expect(toAnswerEvent({ name: "answer-end", data: JSON.stringify({ ...answer, citations: [{}] }) })).toBeUndefined();
    expect(toAnswerEvent({ name: "answer-end", data: JSON.stringify(answer) })).toEqual({ name: "answer-end", answer });
  });
});
