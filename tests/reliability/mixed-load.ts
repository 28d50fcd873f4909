import { Agent, request } from "node:http";

/** A request of the mix, and what is not an error as its answer. */
export interface MixedRequest {
  name: string;
  method: "GET" | "POST";
  path: string;
  headers?: Record<string, string>;
  body?: string;
  /** Status, and what the body must hold. */
  status: number;
  holds: string;
}

export interface LoadReport {
  requests: number;
  /** Milliseconds until the last byte, by the name of the request. */
  times: Map<string, number[]>;
  /** Each as "name: what happened". */
  errors: string[];
}

/** Asks over `connections` kept connections, on each one request after the other, until the time is over. */
export async function runMixedLoad(
  origin: string,
  mix: readonly MixedRequest[],
  connections: number,
  milliseconds: number,
): Promise<LoadReport> {
  const report: LoadReport = { requests: 0, times: new Map(), errors: [] };
  const end = performance.now() + milliseconds;
  await Promise.all(Array.from({ length: connections }, (_, connection) => keepAsking(connection)));
  return report;

  async function keepAsking(connection: number): Promise<void> {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    // Each begins elsewhere in the mix, so that all of it is under way at once.
    const first = Math.floor((connection * mix.length) / connections);
    for (let n = first; performance.now() < end; n += 1) {
      const next = mix[n % mix.length];
      if (next === undefined) break;
      const begun = performance.now();
      const fault = await faultOf(origin, next, agent);
      report.requests += 1;
      const times = report.times.get(next.name) ?? [];
      times.push(performance.now() - begun);
      report.times.set(next.name, times);
      if (fault !== undefined) report.errors.push(`${next.name}: ${fault}`);
    }
    agent.destroy();
  }
}

/** What is wrong with the answer; undefined where nothing is. */
function faultOf(origin: string, asked: MixedRequest, agent: Agent): Promise<string | undefined> {
  const { method, path, headers = {}, body, status, holds } = asked;
  return new Promise((resolve) => {
    const sent = request(`${origin}${path}`, { method, headers, agent }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => {
        text += piece;
      });
      response.on("error", (error) => resolve(error.message));
      response.on("end", () => {
        if (response.statusCode !== status) resolve(`status ${response.statusCode} ${text.slice(0, 200)}`);
        else resolve(text.includes(holds) ? undefined : `without ${holds}: ${text.slice(0, 200)}`);
      });
    });
    sent.on("error", (error) => resolve(error.message));
    sent.end(body);
  });
}
