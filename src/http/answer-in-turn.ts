import type { RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * Answers the requests of one connection one after the other. A client may send many without waiting (HTTP/1.1 pipelining),
 * and Node hands them over at once: their answers would lie in memory, all of them, for a reader who reads none.
 */
export function answeringInTurn(listener: RequestListener): RequestListener {
  const last = new WeakMap<Socket, ServerResponse>();
  return (request, response) => {
    const { socket } = request;
    const before = last.get(socket);
    last.set(socket, response);
    if (before === undefined || before.closed) {
      listener(request, response);
      return;
    }
    before.once("close", () => {
      if (!socket.destroyed) listener(request, response);
    });
  };
}
