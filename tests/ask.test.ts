import { describe, expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import type { Company } from "../src/match/read-company.ts";
import { type AskProgress, ask } from "../web/client/ask.ts";
import { createSite, type Site } from "../web/client/site.ts";

const answer: Answer = {
  id: "a1",
  kind: "answer",
  answer: "賃上げを支援します。",
  citations: [],
  measures: ["5-3"],
  suggestions: [],
  mode: "extractive",
  tookMs: 1,
  edition: "2025-02",
};

interface Asked {
  address: string;
  method: string | undefined;
  accept: string;
  body: Record<string, unknown>;
}

/** Answers each request with the next of `responses`, and fails the test by throwing when asked once too often. */
function fakeServer(responses: readonly (() => Response)[]) {
  const asked: Asked[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    asked.push({
      address: String(input),
      method: init?.method,
      accept: new Headers(init?.headers).get("Accept") ?? "",
      body: JSON.parse(String(init?.body)),
    });
    const respond = responses[asked.length - 1];
    if (respond === undefined) throw new Error("asked once too often");
    return respond();
  };
  const accepted = (): string[] => asked.map(({ accept }) => accept);
  return { asked, accepted, fetch };
}

const sse = (text: string) => () => new Response(text, { headers: { "Content-Type": "text/event-stream" } });
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) => {
  return () =>
    new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
};
const half = 'event: answer-start\ndata: {"id":"a1"}\n\nevent: text-delta\ndata: {"text":"賃上げ"}\n\n';
const whole = `${half}event: answer-end\ndata: ${JSON.stringify(answer)}\n\n`;

const japanese = createSite("", "ja");
const english = createSite("", "en");

interface Options {
  site?: Site;
  company?: Company;
  signal?: AbortSignal;
}

function askWith(fetch: typeof globalThis.fetch, { site = japanese, company, signal }: Options = {}) {
  const seen: AskProgress[] = [];
  const outcome = ask(
    {
      site,
      messages: [{ role: "user", content: "賃上げ" }],
      company,
      signal: signal ?? new AbortController().signal,
      fetch,
    },
    (progress) => seen.push(progress),
  );
  return { seen, outcome };
}

describe("asking", () => {
  it("takes a stream that ends with answer-end, in one request", async () => {
    const server = fakeServer([sse(whole)]);
    const { seen, outcome } = askWith(server.fetch);
    expect(await outcome).toEqual({ status: "answered", answer });
    expect(seen.at(-1)).toEqual({ id: "a1", text: "賃上げ", citations: [], resumed: false });
    expect(server.accepted()).toEqual(["text/event-stream"]);
  });

  it("falls back to JSON once when the stream ends without its end, and says so", async () => {
    const server = fakeServer([sse(half), json(answer)]);
    const { seen, outcome } = askWith(server.fetch);
    expect(await outcome).toEqual({ status: "answered", answer });
    expect(seen.at(-1)).toMatchObject({ text: "賃上げ", resumed: true });
    expect(server.accepted()).toEqual(["text/event-stream", "application/json"]);
  });

  it("asks the same the second time as the first", async () => {
    const server = fakeServer([sse(half), json(answer)]);
    await askWith(server.fetch, { site: english, company: { employees: 120 } }).outcome;
    expect(server.asked[1]?.body).toEqual(server.asked[0]?.body);
  });

  it("gives up after the fallback, with a failure that may be tried again", async () => {
    const server = fakeServer([sse(half), json({ nothing: true })]);
    expect(await askWith(server.fetch).outcome).toMatchObject({
      status: "failed",
      failure: { code: "connection_lost", message: "通信が途切れ、回答を受け取れませんでした。", retryable: true },
    });
    expect(server.asked).toHaveLength(2);
  });

  it("does not ask again after answer-error", async () => {
    const server = fakeServer([sse(`${half}event: answer-error\ndata: {"code":"internal","message":"失敗"}\n\n`)]);
    expect(await askWith(server.fetch).outcome).toMatchObject({
      status: "failed",
      failure: { code: "internal", message: "失敗", retryable: true },
    });
  });

  it("hands on the message and the seconds of a 429", async () => {
    const error = { code: "too_many_requests", message: "質問が続きました。", hint: "お待ちください。" };
    const server = fakeServer([json({ error }, 429, { "Retry-After": "42" })]);
    expect(await askWith(server.fetch).outcome).toEqual({
      status: "failed",
      failure: { ...error, retryAfterSeconds: 42, retryable: true },
    });
  });

  it("offers no retry for a request that is wrong in itself", async () => {
    const server = fakeServer([json({ error: { code: "too_large", message: "長すぎます。" } }, 413)]);
    expect(await askWith(server.fetch).outcome).toMatchObject({
      status: "failed",
      failure: { message: "長すぎます。", retryAfterSeconds: undefined, retryable: false },
    });
  });

  it("says what status a proxy gave that answers with a page of its own", async () => {
    const server = fakeServer([() => new Response("<h1>Bad Gateway</h1>", { status: 502 })]);
    expect(await askWith(server.fetch).outcome).toMatchObject({
      failure: { code: "http_502", message: "サーバーが回答できませんでした（502）。", retryable: true },
    });
  });

  it("stops without a fallback when the person stops it", async () => {
    const controller = new AbortController();
    const server = fakeServer([
      () => {
        controller.abort();
        throw new DOMException("aborted", "AbortError");
      },
    ]);
    expect(await askWith(server.fetch, { signal: controller.signal }).outcome).toEqual({ status: "stopped" });
    expect(server.asked).toHaveLength(1);
  });
});

describe("what is sent", () => {
  const sent = async (options: Options): Promise<Asked | undefined> => {
    const server = fakeServer([sse(whole)]);
    await askWith(server.fetch, options).outcome;
    return server.asked[0];
  };

  it("is the conversation alone, to the site's own address", async () => {
    expect(await sent({ site: createSite("/navi", "ja") })).toEqual({
      address: "/navi/api/chat",
      method: "POST",
      accept: "text/event-stream",
      body: { messages: [{ role: "user", content: "賃上げ" }] },
    });
  });

  it("asks for an English answer on the English pages only: elsewhere the answer follows the question", async () => {
    expect((await sent({ site: english }))?.body.language).toBe("en");
    expect((await sent({ site: japanese }))?.body).not.toHaveProperty("language");
  });

  it("has the company where it says something", async () => {
    const company = { industry: "金属加工", employees: 120 };
    expect((await sent({ company }))?.body.company).toEqual(company);
    expect((await sent({}))?.body).not.toHaveProperty("company");
  });
});

describe("a failure on the English pages", () => {
  it("is worded in English by its code, without the server's hint", async () => {
    const error = { code: "too_many_requests", message: "質問が多すぎます。", hint: "お待ちください。" };
    const server = fakeServer([json({ error }, 429, { "Retry-After": "1" })]);
    expect(await askWith(server.fetch, { site: english }).outcome).toEqual({
      status: "failed",
      failure: {
        code: "too_many_requests",
        message: "Too many questions in a minute.",
        hint: undefined,
        retryAfterSeconds: 1,
        retryable: true,
      },
    });
  });

  it("is worded as the server words it where the code is new", async () => {
    const server = fakeServer([json({ error: { code: "new_code", message: "新しい誤り", hint: "待つ" } }, 400)]);
    expect(await askWith(server.fetch, { site: english }).outcome).toMatchObject({
      failure: { message: "新しい誤り", hint: "待つ" },
    });
  });

  it("is worded in English too where the answer breaks off with an error", async () => {
    const data = JSON.stringify({ code: "internal_error", message: "サーバーで問題が起きました。" });
    const server = fakeServer([sse(`${half}event: answer-error\ndata: ${data}\n\n`)]);
    expect(await askWith(server.fetch, { site: english }).outcome).toMatchObject({
      failure: { code: "internal_error", message: "Something went wrong on the server." },
    });
  });

  it("is worded in English where the connection is lost or a proxy answers", async () => {
    const lost = fakeServer([sse(half), json({})]);
    expect(await askWith(lost.fetch, { site: english }).outcome).toMatchObject({
      failure: {
        message: "The connection broke and no answer arrived.",
        hint: "Check the network and try again.",
      },
    });
    const proxy = fakeServer([() => new Response("", { status: 504 })]);
    expect(await askWith(proxy.fetch, { site: english }).outcome).toMatchObject({
      failure: { message: "The server could not answer (504)." },
    });
  });
});
