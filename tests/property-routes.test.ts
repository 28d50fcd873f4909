import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { type RunningApp, realApp } from "./real-app.ts";
import { type FuzzRequest, fuzzRequests, MARKUP } from "./reliability/fuzz-requests.ts";
import { FUZZED_ROUTES } from "./reliability/fuzz-routes.ts";
import { type FuzzResponse, judgeResponse } from "./reliability/judge-response.ts";

/** A route; `npm run fuzz` sends ten thousand to each, over the wire. */
const RUNS = 100;
const SEED = 8;

let running: RunningApp;
beforeAll(async () => {
  running = await realApp({ FEEDBACK_MAX_BYTES: "0" });
});

/** In process, as a browser or client would send it; undefined where no address can be made of the path. */
async function send({ method, path, headers, body }: FuzzRequest): Promise<FuzzResponse | undefined> {
  const address = `http://localhost${path}`;
  if (!URL.canParse(address)) return undefined;
  const response = await running.app.request(address, {
    method,
    headers,
    ...(body ? { body: new Uint8Array(body) } : {}),
  });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}

describe.each(FUZZED_ROUTES)("$name", (route) => {
  it("answers whatever is sent to it with what it is for, or with an error in its form; never fails", async () => {
    const statuses = new Set<number>();
    await fc.assert(
      fc.asyncProperty(fuzzRequests(route), async (request) => {
        const response = await send(request);
        if (!response) return;
        statuses.add(response.status);
        const logged = running.logError.mock.calls.map(String);
        const faults = judgeResponse(request.method, request.path, response);
        expect({ status: response.status, faults, logged }).toEqual({
          status: response.status,
          faults: [],
          logged: [],
        });
      }),
      { numRuns: RUNS, seed: SEED },
    );
    // All refused would prove nothing of the route.
    expect(Math.min(...statuses)).toBeLessThan(500);
    expect(statuses.size).toBeGreaterThan(0);
  });
});

it("leaves no trace on the objects of the program", () => {
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  expect(Object.prototype).toEqual({});
});

describe("what judges an answer", () => {
  const headers = {
    "content-security-policy": "default-src 'self'; object-src 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "x-request-id": "0b5c8a52-7d1e-4c38-9a0f-3f2f6f1c9d10",
    "content-type": "application/json",
  };
  const good: FuzzResponse = { status: 200, headers, body: "{}" };
  const page = { ...headers, "content-type": "text/html" };
  const events = { ...headers, "content-type": "text/event-stream" };

  it("finds nothing wrong with a good one", () => {
    expect(judgeResponse("GET", "/", good)).toEqual([]);
  });

  it.each<[what: string, response: FuzzResponse]>([
    ["a failure", { ...good, status: 500, body: '{"error":{"code":"a","message":"b","hint":"c"}}' }],
    ["a body that is no JSON", { ...good, body: "{" }],
    ["an error without its form", { ...good, status: 400, body: '{"message":"a"}' }],
    ["a missing header", { ...good, headers: { ...headers, "content-security-policy": undefined } }],
    [
      "inline scripts allowed",
      {
        ...good,
        headers: { ...headers, "content-security-policy": "default-src 'self' 'unsafe-inline'; object-src 'none'" },
      },
    ],
    ["a cookie", { ...good, headers: { ...headers, "set-cookie": "a=b" } }],
    ["half a page", { ...good, headers: page, body: "<!doctype html><html>" }],
    ["a client's tag in a page", { ...good, headers: page, body: `<!doctype html><html>${MARKUP}</html>` }],
    ["a stream that breaks off", { ...good, headers: events, body: "event: answer-start\ndata: {}\n\n" }],
    ["a stack trace", { ...good, status: 400, body: '{"error":{"code":"a","message":"node_modules","hint":""}}' }],
    ["a body behind 304", { ...good, status: 304 }],
  ])("finds %s", (_what, response) => {
    expect(judgeResponse("GET", "/", response)).not.toEqual([]);
  });
});
