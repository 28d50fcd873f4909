import { Hono } from "hono";
import { afterEach, describe, expect, it, vi } from "vitest";
import { eventStreamResponse } from "../src/http/event-stream.ts";

afterEach(() => {
  vi.useRealTimers();
});

/** Never ends by itself; rejects when the signal is aborted, as work in progress does. */
const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));

async function streamOf(
  frames: (signal: AbortSignal) => AsyncIterable<string>,
  onError: (error: unknown) => string = () => "data: failed\n\n",
  request: RequestInit = {},
): Promise<ReadableStream<Uint8Array>> {
  const app = new Hono().get("/", (context) => eventStreamResponse(context, frames, onError));
  return (await app.request("/", request)).body!;
}

const textOf = (stream: ReadableStream<Uint8Array>): Promise<string> => new Response(stream).text();

describe("a stream of events", () => {
  it("is what was made, then ends", async () => {
    const stream = await streamOf(async function* () {
      yield "data: 1\n\n";
      yield "data: 𠮷\n\n";
    });
    expect(await textOf(stream)).toBe("data: 1\n\ndata: 𠮷\n\n");
  });

  it("ends with the error when making fails in the middle", async () => {
    const fault = new Error("disk gone");
    const onError = vi.fn(() => "data: sorry\n\n");
    const stream = await streamOf(async function* () {
      yield "data: 1\n\n";
      throw fault;
    }, onError);
    expect(await textOf(stream)).toBe("data: 1\n\ndata: sorry\n\n");
    expect(onError.mock.calls).toEqual([[fault]]);
  });

  it("says something at least every 15 seconds while nothing is made", async () => {
    vi.useFakeTimers();
    const stream = await streamOf(async function* () {
      yield "data: 1\n\n";
      await new Promise((resolve) => setTimeout(resolve, 35_000));
      yield "data: 2\n\n";
    });
    const times: number[] = [];
    const said: string[] = [];
    const begun = Date.now();
    const reading = (async () => {
      for await (const piece of stream) {
        times.push(Date.now() - begun);
        said.push(new TextDecoder().decode(piece));
      }
    })();
    await vi.advanceTimersByTimeAsync(60_000);
    await reading;
    expect(said).toEqual(["data: 1\n\n", ": ping\n\n", ": ping\n\n", ": ping\n\n", "data: 2\n\n"]);
    const silences = times.slice(1).map((time, index) => time - times[index]!);
    expect(Math.max(...silences)).toBeLessThanOrEqual(15_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("fills no silence where there is none", async () => {
    vi.useFakeTimers();
    const stream = await streamOf(async function* () {
      for (let n = 0; n < 10; n += 1) {
        await new Promise((resolve) => setTimeout(resolve, 9000));
        yield "data: .\n\n";
      }
    });
    const text = textOf(stream);
    await vi.advanceTimersByTimeAsync(100_000);
    expect(await text).toBe("data: .\n\n".repeat(10));
  });
});

describe("a reader who leaves", () => {
  it("ends the work, the pings and is no fault", async () => {
    vi.useFakeTimers();
    const onError = vi.fn(() => "");
    let signal: AbortSignal | undefined;
    const stream = await streamOf(async function* (given) {
      signal = given;
      yield "data: 1\n\n";
      await untilAborted(given);
    }, onError);
    const reader = stream.getReader();
    await reader.read();
    expect(signal?.aborted).toBe(false);
    await reader.cancel();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(signal?.aborted).toBe(true);
    expect(onError).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it("is written nothing more, though the work does not heed it", async () => {
    vi.useFakeTimers();
    const stream = await streamOf(async function* () {
      yield "data: 1\n\n";
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      yield "data: 2\n\n";
    });
    const reader = stream.getReader();
    await reader.read();
    await reader.cancel();
    // What is left is the work's own timer.
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("by giving the request up ends it too", async () => {
    const leaving = new AbortController();
    const onError = vi.fn(() => "data: failed\n\n");
    const stream = await streamOf(
      async function* (signal) {
        yield "data: 1\n\n";
        await untilAborted(signal);
      },
      onError,
      { signal: leaving.signal },
    );
    const text = textOf(stream);
    leaving.abort();
    expect(await text).toBe("data: 1\n\n");
    expect(onError).not.toHaveBeenCalled();
  });
});
