import { Agent, request as httpRequest } from "node:http";
import { connect } from "node:net";
import type { FuzzRequest } from "./fuzz-requests.ts";
import type { FuzzResponse } from "./judge-response.ts";

const agent = new Agent({ keepAlive: true, maxSockets: 16 });
const LONGEST_MS = 30_000;

/**
 * Sends a request as it is. "closed" where the server hangs up before all of it is sent, as on a body that is too large.
 * Rejects when no answer comes in time, or nobody listens.
 */
export function sendOverWire(
  origin: string,
  { method, path, headers, body }: FuzzRequest,
): Promise<FuzzResponse | "closed"> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const request = httpRequest({ agent, hostname, port, method, path, headers, timeout: LONGEST_MS }, (response) => {
      const chunks: Buffer[] = [];
      const end = (): void => {
        const fields = Object.entries(response.headers).map(([name, value]) => [name, String(value)]);
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(fields), body: text });
      };
      response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("end", end);
      response.on("error", () => resolve("closed"));
    });
    request.on("timeout", () => {
      request.destroy();
      reject(new Error(`no answer in ${LONGEST_MS} ms: ${method} ${path.slice(0, 200)}`));
    });
    request.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNRESET" || error.code === "EPIPE" ? resolve("closed") : reject(error),
    );
    request.end(body);
  });
}

/** Sends bytes that may be no HTTP, and waits until the server hangs up or `patience` milliseconds have passed; what it said. */
export function sendBytes(origin: string, bytes: Buffer, patience: number): Promise<string> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    let said = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const end = (): void => {
      socket.destroy();
      resolve(said);
    };
    const timer = setTimeout(end, patience);
    socket.setEncoding("latin1").on("data", (text: string) => {
      said += text;
      // One answer is enough: the connection may stay open for the next request.
      end();
    });
    socket.on("close", () => {
      clearTimeout(timer);
      resolve(said);
    });
    socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNREFUSED" ? reject(error) : end()));
  });
}

export const closeConnections = (): void => agent.destroy();
