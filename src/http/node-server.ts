import { createServer, type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { getRequestListener } from "@hono/node-server";
import type { OpenAPIHono } from "@hono/zod-openapi";
import type { Lifecycle } from "../operations/lifecycle.ts";
import { answeringInTurn } from "./answer-in-turn.ts";

/** How long clients are waited for, milliseconds. Whoever takes longer holds a place for nothing. */
export interface Patience {
  /** Until the head of a request is there, then the whole of it. */
  headers: number;
  request: number;
  /** How often the two are looked at. */
  check: number;
  /** Behind the deadline of an answer: until its last byte was taken. */
  reader: number;
  /** Longer than proxies keep their connections: they, not we, may close one that a request is just being sent on. */
  keepAlive: number;
}

export const PATIENCE: Patience = {
  headers: 10_000,
  request: 20_000,
  check: 2000,
  reader: 10_000,
  keepAlive: 65_000,
};

/** For what is refused before it is a request that the app could see. */
const BARE_HEADERS = {
  "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

export interface NodeServerOptions {
  app: Pick<OpenAPIHono, "fetch">;
  lifecycle: Pick<Lifecycle, "isStopping">;
  answerTimeoutMs: number;
  logError: (error: unknown) => void;
  patience?: Patience;
}

/** The app as a server of Node's that waits for nobody for ever. It does not listen yet. */
export function createNodeServer({
  app,
  lifecycle,
  answerTimeoutMs,
  logError,
  patience = PATIENCE,
}: NodeServerOptions): Server {
  const listener = getRequestListener(app.fetch, {
    errorHandler: (error) => {
      const isMalformed = error instanceof Error && error.name === "RequestError";
      if (!isMalformed) logError(error);
      return new Response(null, { status: isMalformed ? 400 : 500, headers: BARE_HEADERS });
    },
  });
  const server = createServer(
    {
      headersTimeout: patience.headers,
      requestTimeout: patience.request,
      connectionsCheckingInterval: patience.check,
      keepAliveTimeout: patience.keepAlive,
    },
    answeringInTurn((request, response) => {
      // What is answered while the program stops is the last thing on its connection.
      if (lifecycle.isStopping) response.setHeader("Connection", "close");
      dropSlowReader(response, answerTimeoutMs + patience.reader);
      void listener(request, response);
    }),
  );
  server.on("clientError", (error: NodeJS.ErrnoException, socket) => refuseMalformed(error, socket));
  return server;
}

/** An answer is made within its own deadline; who has not read it some time later holds memory and a place for nothing. */
function dropSlowReader(response: ServerResponse, afterMs: number): void {
  const timer = setTimeout(() => response.destroy(), afterMs);
  response.once("close", () => clearTimeout(timer));
}

/** As Node would, with our headers. On a connection that was already answered on, there may be an answer half sent. */
function refuseMalformed(error: NodeJS.ErrnoException, socket: Duplex & { bytesWritten?: number }): void {
  if (error.code === "ECONNRESET" || !socket.writable || socket.bytesWritten !== 0) {
    socket.destroy();
    return;
  }
  const status = statusOf(error.code);
  const headers = Object.entries({ Connection: "close", "Content-Length": "0", ...BARE_HEADERS });
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    "\r\n",
  ];
  socket.end(head.join("\r\n"), () => socket.destroy());
}

function statusOf(code: string | undefined): number {
  if (code === "HPE_HEADER_OVERFLOW") return 431;
  return code === "ERR_HTTP_REQUEST_TIMEOUT" ? 408 : 400;
}
