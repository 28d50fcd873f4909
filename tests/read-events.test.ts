import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import { toAnswerEvent } from "../web/client/answer-events.ts";
import { type AskProgress, ask } from "../web/client/ask.ts";
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

/** Answers each request with the next of `responses`, and fails the test by throwing when asked once too often. */
function fakeServer(responses: readonly (() => Response)[]) {
  const accepted: string[] = [];
  const fetch = async (_input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    accepted.push(new Headers(init?.headers).get("Accept") ?? "");
    const respond = responses[accepted.length - 1];
    if (respond === undefined) throw new Error("asked once too often");
    return respond();
  };
  return { accepted, fetch };
}

const sse = (text: string) => () => new Response(text, { headers: { "Content-Type": "text/event-stream" } });
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) => {
  return () =>
    new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
};
const half = 'event: answer-start\ndata: {"id":"a1"}\n\nevent: text-delta\ndata: {"text":"賃上げ"}\n\n';
const whole = `${half}event: answer-end\ndata: ${JSON.stringify(answer)}\n\n`;

function askWith(fetch: typeof globalThis.fetch, signal = new AbortController().signal) {
  const seen: AskProgress[] = [];
  const outcome = ask({ basePath: "", messages: [{ role: "user", content: "賃上げ" }], signal, fetch }, (progress) => {
    seen.push(progress);
  });
  return { seen, outcome };
}

describe("asking", () => {
  it("takes a stream that ends with answer-end, in one request", async () => {
    const server = fakeServer([sse(whole)]);
    const { seen, outcome } = askWith(server.fetch);
    expect(await outcome).toEqual({ status: "answered", answer });
    expect(seen.at(-1)).toEqual({ id: "a1", text: "賃上げ", citations: [], resumed: false });
    expect(server.accepted).toEqual(["text/event-stream"]);
  });

  it("falls back to JSON once when the stream ends without its end, and says so", async () => {
    const server = fakeServer([sse(half), json(answer)]);
    const { seen, outcome } = askWith(server.fetch);
    expect(await outcome).toEqual({ status: "answered", answer });
    expect(seen.at(-1)).toMatchObject({ text: "賃上げ", resumed: true });
    expect(server.accepted).toEqual(["text/event-stream", "application/json"]);
  });

  it("gives up after the fallback, with a failure that may be tried again", async () => {
    const server = fakeServer([sse(half), json({ nothing: true })]);
    expect(await askWith(server.fetch).outcome).toMatchObject({
      status: "failed",
      failure: { code: "connection_lost", retryable: true },
    });
    expect(server.accepted).toHaveLength(2);
  });

  it("does not ask again after answer-error", async () => {
    const server = fakeServer([sse(`${half}event: answer-error\ndata: {"code":"internal","message":"失敗"}\n\n`)]);
    expect(await askWith(server.fetch).outcome).toMatchObject({
      status: "failed",
      failure: { code: "internal", message: "失敗", retryable: true },
    });
  });

  it("hands on the message and the seconds of a 429", async () => {
    const error = { code: "rate_limited", message: "質問が続きました。", hint: "お待ちください。" };
    const server = fakeServer([json({ error }, 429, { "Retry-After": "42" })]);
    expect(await askWith(server.fetch).outcome).toEqual({
      status: "failed",
      failure: { ...error, retryAfterSeconds: 42, retryable: true },
    });
  });

  it("offers no retry for a request that is wrong in itself", async () => {
    const server = fakeServer([json({ error: { code: "too_large", message: "長すぎます。" } }, 413)]);
    expect(await askWith(server.fetch).outcome).toMatchObject({
      status: "failed",
      failure: { message: "長すぎます。", retryAfterSeconds: undefined, retryable: false },
    });
  });

  it("stops without a fallback when the person stops it", async () => {
    const controller = new AbortController();
    const server = fakeServer([
      () => {
        controller.abort();
        throw new DOMException("aborted", "AbortError");
      },
    ]);
    expect(await askWith(server.fetch, controller.signal).outcome).toEqual({ status: "stopped" });
    expect(server.accepted).toHaveLength(1);
  });
});
