import type { RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Far more than any client sends without waiting. */
const MOST_WAITING = 100;

/**
 * Answers the requests of one connection one after the other. A client may send many without waiting (HTTP/1.1 pipelining),
 * and Node hands them over at once: their answers would lie in memory, all of them, for a reader who reads none. A connection
 * with more than a hundred waiting is cut.
 */
export function answeringInTurn(listener: RequestListener): RequestListener {
  const last = new WeakMap<Socket, ServerResponse>();
  const waiting = new WeakMap<Socket, number>();
  return (request, response) => {
    const { socket } = request;
    const before = last.get(socket);
    last.set(socket, response);
    if (before === undefined || before.closed) {
      listener(request, response);
      return;
    }
    const count = (waiting.get(socket) ?? 0) + 1;
    waiting.set(socket, count);
    if (count > MOST_WAITING) {
      socket.destroy();
      return;
    }
    before.once("close", () => {
      waiting.set(socket, (waiting.get(socket) ?? 0) - 1);
      // After "Connection: close" nothing can be answered any more.
      if (socket.writable) listener(request, response);
    });
  };
}
