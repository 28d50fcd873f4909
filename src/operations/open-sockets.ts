import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/**
 * The connections of a server, and which of them a request is being answered on. Browsers open connections that they say
 * nothing on; Node does not count those as idle, and would wait for them.
 */
export class OpenSockets {
  readonly #answering = new Map<Socket, number>();

  constructor(server: Server) {
    server.on("connection", (socket: Socket) => {
      this.#answering.set(socket, 0);
      socket.once("close", () => this.#answering.delete(socket));
    });
    server.on("request", ({ socket }: { socket: Socket }, response: ServerResponse) => {
      this.#count(socket, 1);
      response.once("close", () => this.#count(socket, -1));
    });
  }

  /** Closes every connection on which nothing is being answered. */
  dropIdle(): void {
    for (const [socket, count] of this.#answering) if (count === 0) socket.destroy();
  }

  #count(socket: Socket, change: number): void {
    const count = this.#answering.get(socket);
    if (count !== undefined) this.#answering.set(socket, count + change);
  }
}
