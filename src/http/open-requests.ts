import type { MiddlewareHandler } from "hono";
import type { ClientKey } from "./client-key.ts";
import { Problem } from "./problem.ts";

/**
 * At most `limit` requests of a client at once, streams until their last byte; 0 means no limit. A client that opens
 * streams and never reads them must not take the places of others.
 */
export function limitOpen(limit: number, clientKey: ClientKey): MiddlewareHandler {
  if (limit === 0) return (_, next) => next();
  const open = new Map<string, number>();
  return async (context, next) => {
    const key = clientKey(context);
    const count = open.get(key) ?? 0;
    if (count >= limit) {
      throw new Problem(
        429,
        "too_many_open",
        `同時に受け付ける質問は${limit}件までです。`,
        "前の答えを待ってから、もう一度お試しください。",
        1,
      );
    }
    open.set(key, count + 1);
    const release = once(() => {
      const left = (open.get(key) ?? 1) - 1;
      if (left > 0) open.set(key, left);
      else open.delete(key);
    });
    try {
      await next();
    } catch (error) {
      release();
      throw error;
    }
    const { body } = context.res;
    if (body === null || !isStream(context.res)) release();
    else context.res = new Response(untilClosed(body, release), context.res);
  };
}

const isStream = ({ headers }: Response): boolean =>
  (headers.get("Content-Type") ?? "").startsWith("text/event-stream");

function untilClosed(body: ReadableStream<Uint8Array>, onClose: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        onClose();
        controller.close();
      } catch (error) {
        onClose();
        controller.error(error);
      }
    },
    async cancel(reason) {
      onClose();
      await reader.cancel(reason);
    },
  });
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
