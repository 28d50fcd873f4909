import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { expectSoundAnswer, FAILED_NOTICE, PROSE_NOTICE, proseOf } from "./prose/answer-contract.ts";
import { ask, LONG_WAIT, SHORT_WAIT, type WritingAssistant, writingAssistants } from "./prose/writing-assistant.ts";
import { asking, eventStream, postJson, realApp } from "./real-app.ts";
import {
  breaksOff,
  chunk,
  fails,
  hangs,
  type ModelScript,
  pause,
  ScriptedModel,
  says,
  sends,
} from "./scripted-model.ts";

const QUESTION = "キャリアアップ助成金の予算はいくらですか";
const BUDGET = "令和7年度当初予算は19.9億円です[1]。";
const SHOWN = "令和7年度当初予算は19.9億円です。[1]";
const SECRET = "sk-secret-of-the-test";
/** What the machine may take beside the wait that the settings allow: it runs other tests, too. */
const SLACK_MS = 6000;

let model: ScriptedModel;
let writing: WritingAssistant;
/** For replies that come in time: a busy machine may take its own. */
let patient: WritingAssistant;
let start: Awaited<ReturnType<typeof writingAssistants>>;
beforeAll(async () => {
  model = await ScriptedModel.start();
  start = await writingAssistants();
});
beforeEach(() => {
  model.requests.length = 0;
  writing = start({ ...model.environment, ...SHORT_WAIT });
  patient = start({ ...model.environment, ...LONG_WAIT });
});
afterAll(() => model.stop());

const headers = { "Content-Type": "text/event-stream" };
const stream = (...parts: string[]): string => parts.join("");
const DONE = "data: [DONE]\n\n";
const whole = (delta: object, finish = "stop"): string => stream(chunk(delta), chunk({}, finish), DONE);

/** Replies that give no prose, and what the observer is told of each. */
const FAULTS: Record<string, [string, ModelScript]> = {
  "400": ["rejected", fails(400)],
  "401": ["rejected", fails(401)],
  "403": ["rejected", fails(403)],
  "404 for a model that is not there": ["rejected", fails(404)],
  "408": ["rejected", fails(408)],
  "422": ["rejected", fails(422)],
  "429 without a time": ["rate_limited", fails(429)],
  "429 with a time": ["rate_limited", fails(429, { "Retry-After": "60" })],
  "500": ["unavailable", fails(500)],
  "502": ["unavailable", fails(502)],
  "503": ["unavailable", fails(503, { "Retry-After": "1" })],
  "an error page": ["unavailable", (_, response) => void response.writeHead(500).end("<html>nginx</html>")],
  "a socket that closes before the headers": ["unreachable", (_, response) => void response.destroy()],
  "nothing, before the headers": ["timeout", hangs],
  "nothing, behind the headers": [
    "timeout",
    (_, response) => {
      response.writeHead(200, headers);
      response.flushHeaders();
    },
  ],
  "one character a second": ["timeout", says(BUDGET, { size: 1, waitMs: 1000 })],
  "a character now and then, of a sentence that never ends": [
    "timeout",
    says("あ".repeat(500), { size: 1, waitMs: 50 }),
  ],
  "a stream that ends without having said so": ["cut", sends(chunk({ content: "予算は" }))],
  "a stream without any event": ["cut", sends("")],
  "a stream of comments": ["cut", sends(": ping\n\n".repeat(100))],
  "[DONE] alone": ["cut", sends(DONE)],
  "a socket that closes in mid-stream": [
    "cut",
    breaksOff(
      () => "予算は",
      (response) => response.destroy(),
    ),
  ],
  "JSON that is none": ["malformed", sends('data: {"choices":[{\n\n')],
  "HTML under 200": ["cut", sends("<html><body>It works!</body></html>", "text/html")],
  "HTML as events": ["malformed", sends("data: <html></html>\n\n")],
  "events without choices": ["cut", sends(stream('data: {"id":"1"}\n\n', DONE))],
  "an error in the stream": ["malformed", sends('data: {"error":{"message":"overloaded","code":500}}\n\n')],
  "deltas of null": [
    "unsupported",
    sends(stream(chunk({ content: null }), chunk({ role: "assistant" }), chunk({}, "stop"), DONE)),
  ],
  "a call of a tool": [
    "cut",
    sends(
      stream(
        chunk({ tool_calls: [{ index: 0, id: "1", type: "function", function: { name: "open", arguments: "{}" } }] }),
        chunk({}, "tool_calls"),
        DONE,
      ),
    ),
  ],
  // The client does not hand a streamed refusal on: what is left is a reply without text.
  "a refusal": ["unsupported", sends(whole({ refusal: "I cannot help with that." }))],
  "content that is filtered": [
    "refused",
    sends(stream(chunk({ content: "予算は" }), chunk({}, "content_filter"), DONE)),
  ],
  "a sentence that the tokens ran out in": [
    "unsupported",
    sends(stream(chunk({ content: "令和7年度当初予算は19.9億円[1]" }), chunk({}, "length"), DONE)),
  ],
  "bytes that are no UTF-8": [
    "cut",
    sends(
      Buffer.concat([Buffer.from('data: {"choices":[{"delta":{"content":"'), Buffer.from([0xff, 0xfe, 0xc3, 0x28])]),
    ),
  ],
  "an answer that is not streamed": [
    "cut",
    sends(
      JSON.stringify({
        choices: [{ index: 0, message: { role: "assistant", content: BUDGET }, finish_reason: "stop" }],
      }),
      "application/json",
    ),
  ],
  "50 MB in small pieces, packed": [
    "malformed",
    sends(gzipSync(chunk({ content: "あ".repeat(10) }).repeat(250_000)), "text/event-stream", {
      "Content-Encoding": "gzip",
    }),
  ],
  "50 MB in one piece, packed": [
    "malformed or timeout",
    sends(gzipSync(whole({ content: "予算は50億円です[1]。".repeat(1_500_000) })), "text/event-stream", {
      "Content-Encoding": "gzip",
    }),
  ],
};

/** The answer that the document gives without a language model. */
const extractive = async (question = QUESTION) => (await ask(start({}).assistant, question)).answer;

describe("where the language model gives", () => {
  it.each(Object.keys(FAULTS))("%s, the document's own sentences answer, in time", async (name) => {
    const [code, script] = FAULTS[name] ?? ["", hangs];
    model.script = script;
    const asked = await ask(writing.assistant, QUESTION);
    const { answer, citations } = await extractive();
    expect(proseOf(asked)).toBe("");
    expect(asked.answer).toMatchObject({
      mode: "extractive",
      notice: expect.stringContaining(FAILED_NOTICE),
      answer,
      citations,
    });
    expectSoundAnswer(asked, writing.assistant.search.catalogue);
    expect(asked.tookMs).toBeLessThan(Number(SHORT_WAIT.LLM_FIRST_TEXT_MS) + SLACK_MS);
    const outcomes = writing.told.filter((word) => !/^(?:tokens|withheld)/u.test(word));
    expect(outcomes).toEqual([expect.stringMatching(`^(?:${code.replace(" or ", "|")})$`)]);
    expect(model.requests).toHaveLength(1);
    expect(JSON.stringify([asked.events, writing.told])).not.toContain(SECRET);
  });

  it("no connection, the document's own sentences answer at once", async () => {
    const { assistant, told } = start({ ...model.environment, ...SHORT_WAIT, LLM_BASE_URL: "http://127.0.0.1:1/v1" });
    const asked = await ask(assistant, QUESTION);
    expect(asked.answer).toMatchObject({ mode: "extractive", notice: expect.stringContaining(FAILED_NOTICE) });
    expect(told.at(-1)).toBe("unreachable");
    expect(asked.tookMs).toBeLessThan(SLACK_MS);
  });

  it.each([301, 302, 307, 308])("a redirect (%i), nothing follows it and no key goes along", async (status) => {
    const visits: unknown[] = [];
    const other = createServer((request, response) => {
      visits.push(request.headers);
      response.end();
    });
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    model.script = (_, response) =>
      void response.writeHead(status, { Location: `http://127.0.0.1:${port}/v1/chat/completions` }).end();
    const asked = await ask(writing.assistant, QUESTION);
    other.close();
    expect(visits).toEqual([]);
    expect(asked.answer.mode).toBe("extractive");
    expectSoundAnswer(asked, writing.assistant.search.catalogue);
  });

  it.each<[string, ModelScript]>([
    [
      "the socket closes",
      breaksOff(
        () => `${BUDGET}\n賃金規定等改定コースの支給実績は`,
        (response) => response.destroy(),
      ),
    ],
    ["the stream ends unsaid", sends(chunk({ content: `${BUDGET}\n賃金` }))],
    ["the JSON breaks", sends(stream(chunk({ content: `${BUDGET}\n` }), 'data: {"choices\n\n'))],
    ["an error comes", sends(stream(chunk({ content: `${BUDGET}\n` }), 'data: {"error":{"message":"no"}}\n\n'))],
    ["content is filtered", sends(stream(chunk({ content: `${BUDGET}\n` }), chunk({}, "content_filter"), DONE))],
    [
      "nothing more comes",
      breaksOff(
        () => `${BUDGET}\n`,
        () => {},
      ),
    ],
    ["it drips", says(`${BUDGET}\n${"あ".repeat(5000)}`, { size: 18, waitMs: 100 })],
  ])("a sentence before %s, it stays and the extractive answer follows whole", async (_, script) => {
    const started = start({
      ...model.environment,
      LLM_FIRST_TEXT_MS: LONG_WAIT.LLM_FIRST_TEXT_MS,
      LLM_TIMEOUT_MS: "2000",
    });
    model.script = script;
    const asked = await ask(started.assistant, QUESTION);
    const own = await extractive();
    expect(proseOf(asked)).toBe(SHOWN);
    expect(asked.answer.answer).toBe(`${SHOWN}\n\n${own.answer}`);
    expect(asked.answer).toMatchObject({ mode: "extractive", notice: expect.stringContaining(FAILED_NOTICE) });
    expectSoundAnswer(asked, started.assistant.search.catalogue);
    expect(asked.tookMs).toBeLessThan(2000 + SLACK_MS);
  });

  it.each<[string, ModelScript]>([
    ["the whole reply in one event", sends(whole({ role: "assistant", content: BUDGET }))],
    ["no [DONE]", sends(stream(chunk({ content: BUDGET }), chunk({}, "stop")))],
    ["lines that end in CR LF", sends(whole({ content: BUDGET }).replaceAll("\n", "\r\n"))],
    [
      "events between comments",
      sends(stream(": ping\n\n", chunk({ content: BUDGET }), ": ping\n\n", chunk({}, "stop"), DONE)),
    ],
    [
      "deltas of null among the others",
      sends(stream(chunk({ content: null }), chunk({ content: BUDGET }), chunk({}, "stop"), DONE)),
    ],
    [
      "half a sentence when the tokens ran out",
      sends(stream(chunk({ content: `${BUDGET}\n支給実績は約` }), chunk({}, "length"), DONE)),
    ],
    ["its pieces slowly, but in time", says(BUDGET, { size: 9, waitMs: 20 })],
    [
      "bytes cut inside characters",
      async (_, response) => {
        response.writeHead(200, headers);
        const bytes = Buffer.from(whole({ content: BUDGET }));
        for (let at = 0; at < bytes.length; at += 31) {
          response.write(bytes.subarray(at, at + 31));
          await pause(1);
        }
        response.end();
      },
    ],
  ])("%s, what it says is shown", async (_, script) => {
    model.script = script;
    const asked = await ask(patient.assistant, QUESTION);
    expect(proseOf(asked)).toBe(SHOWN);
    expect(asked.answer).toMatchObject({ mode: "llm", notice: expect.stringContaining(PROSE_NOTICE) });
    expectSoundAnswer(asked, patient.assistant.search.catalogue);
  });

  it("content as a list of parts, which its client does not read, the document's own sentences answer", async () => {
    model.script = sends(whole({ content: [{ type: "text", text: BUDGET }] }));
    const asked = await ask(writing.assistant, QUESTION);
    expect(asked.answer).toMatchObject({ mode: "extractive", notice: expect.stringContaining(FAILED_NOTICE) });
    expectSoundAnswer(asked, writing.assistant.search.catalogue);
    expect(vi.mocked(console.log).mock.calls).toEqual([[expect.stringContaining("non-string content")]]);
    vi.mocked(console.log).mockClear();
  });

  it("an error that repeats the key, no answer, no stream and no log of the server has it", async () => {
    model.script = (request, response) =>
      void response.writeHead(401).end(JSON.stringify({ error: { message: `bad key ${request.authorization}` } }));
    const { app, logError } = await realApp({ ...model.environment, ...SHORT_WAIT });
    const whole = await app.request("/api/chat", postJson(asking(QUESTION)));
    const streamed = await app.request("/api/chat", postJson(asking(QUESTION), eventStream));
    const said = `${await whole.text()}${await streamed.text()}${JSON.stringify(logError.mock.calls)}`;
    expect(said).toContain(FAILED_NOTICE);
    expect(said).not.toContain(SECRET);
    expect(logError).not.toHaveBeenCalled();
  });
});
