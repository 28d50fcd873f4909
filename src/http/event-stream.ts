import type { Context } from "hono";
import type { Deadline } from "../operations/deadline.ts";
import { untilAborted } from "../prose/until-aborted.ts";

/** Proxies and clients give a silent connection up, the strictest after half a minute. */
const LONGEST_SILENCE_MS = 10_000;
const PING = ": ping\n\n";

const encoder = new TextEncoder();

/**
 * A response of server-sent events that are being made. `frames` are events as they go over the wire, each with its closing
 * blank line; they are made, and waited for, until the signal is aborted: when the reader leaves, or the deadline has come.
 * Whatever goes wrong before the reader leaves ends the stream with the frames of `onError`: a stream that just ends would
 * look like success. Silence is filled with comments, which every client skips.
 */
export function eventStreamResponse(
  context: Context,
  frames: (signal: AbortSignal) => AsyncIterable<string>,
  onError: (error: unknown) => string,
  deadline?: Deadline,
): Response {
  const leaving = new AbortController();
  const left = AbortSignal.any([context.req.raw.signal, leaving.signal]);
  const signal = deadline ? AbortSignal.any([left, deadline.signal]) : left;
  let heartbeat: ReturnType<typeof setInterval> | undefined;
  const stream = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (frame: string): void => controller.enqueue(encoder.encode(frame));
      heartbeat = setInterval(() => send(PING), LONGEST_SILENCE_MS);
      try {
        for await (const frame of untilAborted(frames(signal), signal)) {
          if (leaving.signal.aborted) return;
          send(frame);
          heartbeat.refresh();
        }
      } catch (error) {
        if (!left.aborted) send(onError(error));
      } finally {
        clearInterval(heartbeat);
        deadline?.done();
      }
      if (leaving.signal.aborted) return;
      controller.close();
      // Nobody is left to be told. But Node keeps a signal of several for ever that is listened to and never aborts.
      leaving.abort();
    },
    cancel() {
      clearInterval(heartbeat);
      leaving.abort();
    },
  });
  return context.body(stream, 200, {
    "Content-Type": "text/event-stream; charset=utf-8",
    "Cache-Control": "no-cache, no-store, no-transform",
    "X-Accel-Buffering": "no",
  });
}
