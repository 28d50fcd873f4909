import { APIError, BadRequestError, NotFoundError, RateLimitError } from "openai";
import { describe, expect, it, vi } from "vitest";
import type { Assistant } from "../src/answer/assistant.ts";
import { openaiClient, question, say } from "./openai-client.ts";
import { appAnswering, appWith, loadingApp, postJson, realApp } from "./real-app.ts";
import { buildRealAssistant } from "./real-assistant.ts";

/** What OpenAI's client throws. */
async function thrown(call: Promise<unknown>): Promise<APIError> {
  const error = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(APIError);
  return error as APIError;
}

async function readWhole(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}

const JAPANESE = /[ぁ-んァ-ヶ一-龠]/u;

describe("a request over OpenAI's client", () => {
  it.each([
    ["another model", { ...question("くるみん"), model: "gpt-4o" }, 404, "model_not_found", "model"],
    [
      "an edition that is not there",
      { ...question("くるみん"), model: "shisaku-navi:1999-01" },
      404,
      "model_not_found",
      "model",
    ],
    ["no messages", { ...question("くるみん"), messages: [] }, 400, "invalid_request", "messages"],
    ["no question", { ...question("くるみん"), messages: [say("system", "助ける")] }, 400, "question_missing", null],
    ["a blank question", question(" \n"), 400, "question_missing", null],
    ["several answers", { ...question("くるみん"), n: 2 }, 400, "unsupported_value", "n"],
    [
      "a picture alone",
      {
        model: "shisaku-navi",
        messages: [
          say("user", "くるみん"),
          { role: "user" as const, content: [{ type: "image_url" as const, image_url: { url: "data:," } }] },
        ],
      },
      400,
      "unsupported_content",
      "messages.1.content",
    ],
    ["a question of 1,001 characters", question("あ".repeat(1001)), 413, "question_too_long", null],
    ["more than 32 KB", question("あ".repeat(11_000)), 413, "body_too_large", null],
  ])("is refused in OpenAI's form with %s", async (_, request, status, code, param) => {
    const { client } = await openaiClient(await realApp());
    for (const stream of [false, true]) {
      const error = await thrown(client.chat.completions.create({ ...request, stream }));
      expect(error).toMatchObject({ status, code, param, type: "invalid_request_error" });
      expect(error.message).toMatch(JAPANESE);
    }
  });

  it("throws the error that fits its status", async () => {
    const { client } = await openaiClient(await realApp({ ASKS_PER_MINUTE: "2" }));
    await expect(client.chat.completions.create({ ...question("くるみん"), model: "gpt-4o" })).rejects.toThrow(
      NotFoundError,
    );
    await expect(client.chat.completions.create(question(""))).rejects.toThrow(BadRequestError);
    await expect(client.chat.completions.create(question("くるみん"))).rejects.toThrow(RateLimitError);
  });

  it("is counted with the questions of the API, and told when to come back", async () => {
    const running = await realApp({ ASKS_PER_MINUTE: "1" });
    const { client } = await openaiClient(running);
    await client.chat.completions.create(question("くるみん"));
    const error = await thrown(client.chat.completions.create(question("くるみん")));
    expect(error).toMatchObject({ status: 429, code: "too_many_requests", type: "rate_limit_error" });
    expect(Number(error.headers?.get("Retry-After"))).toBeGreaterThan(0);
  });

  it("does not use up a question by listing models, which is a read", async () => {
    const { client } = await openaiClient(await realApp({ ASKS_PER_MINUTE: "1", READS_PER_MINUTE: "2" }));
    await client.models.list();
    await client.models.retrieve("shisaku-navi");
    expect(await thrown(Promise.resolve(client.models.list()))).toMatchObject({ status: 429 });
    expect((await client.chat.completions.create(question("くるみん"))).choices).toHaveLength(1);
  });

  it("is asked to come back while the index is read", async () => {
    const { client } = await openaiClient(loadingApp());
    for (const call of [client.models.list(), client.chat.completions.create(question("くるみん"))]) {
      const error = await thrown(Promise.resolve<unknown>(call));
      expect(error).toMatchObject({ status: 503, code: "not_ready", type: "server_error" });
      expect(error.headers?.get("Retry-After")).toBe("3");
    }
  });

  it("for a title, as chat clients send it behind one's back, is refused like any long question", async () => {
    const { client } = await openaiClient(await realApp());
    const history = `USER: 後継者がいない\nASSISTANT: ${"事業承継を支援します。".repeat(80)}`;
    const task = `### Task:\nGenerate a concise, 3-5 word title with an emoji summarizing the chat history.\n### Output:\nJSON format: { "title": "your concise title here" }\n### Chat History:\n<chat_history>\n${history}\n</chat_history>`;
    const error = await thrown(client.chat.completions.create(question(task)));
    expect(error).toMatchObject({ status: 413, code: "question_too_long" });
  });
});

describe("a failure while answering", () => {
  it("is thrown by OpenAI's client, and the reason stands in the log alone", async () => {
    const running = await appAnswering(async () => {
      throw new Error("cannot open /secret/path");
    });
    const { client } = await openaiClient(running);
    const error = await thrown(client.chat.completions.create(question("くるみん")));
    expect(error).toMatchObject({ status: 500, code: "internal_error", type: "server_error" });
    expect(error.message).not.toContain("secret");
    expect(running.logError).toHaveBeenCalledTimes(1);
  });

  it("is thrown in the middle of a stream, behind what was said before", async () => {
    const { assistant } = await buildRealAssistant();
    const stream: Assistant["stream"] = async function* () {
      yield { event: "answer-start", data: { id: "a" } };
      yield { event: "text-delta", data: { text: "19.9億円" } };
      throw new Error("cannot open /secret/path");
    };
    const told: Assistant = Object.assign(Object.create(assistant), { stream });
    const running = appWith({}, () => ({ editions: ["2025-02"], assistant: () => told }));
    const { client } = await openaiClient(running);
    const said: (string | null | undefined)[] = [];
    const reading = async (): Promise<void> => {
      const chunks = await client.chat.completions.create({ ...question("くるみん"), stream: true });
      for await (const { choices } of chunks) said.push(choices[0]?.delta.content);
    };
    const error = await thrown(reading());
    expect(error).toMatchObject({ code: "internal_error", type: "server_error" });
    expect(error.message).not.toContain("secret");
    expect(said).toEqual(["", "19.9億円"]);
    expect(running.logError).toHaveBeenCalledTimes(1);
  });
});

describe("a client that gives up", () => {
  it.each([false, true])("ends the work, which is no fault (stream: %s)", async (stream) => {
    let signal: AbortSignal | undefined;
    const working: Assistant["ask"] = (_, given) => {
      signal = given;
      return new Promise((_resolve, reject) => given?.addEventListener("abort", () => reject(given.reason)));
    };
    const running = await appAnswering(working);
    const { client } = await openaiClient(running);
    const leaving = new AbortController();
    const call = client.chat.completions.create({ ...question("くるみん"), stream }, { signal: leaving.signal });
    const reading = Promise.resolve<unknown>(call)
      .then((answer) => (stream ? readWhole(answer as AsyncIterable<unknown>) : answer))
      .catch(() => "given up");
    await vi.waitFor(() => expect(signal).toBeDefined());
    leaving.abort();
    await reading;
    await vi.waitFor(() => expect(signal?.aborted).toBe(true));
    expect(running.logError).not.toHaveBeenCalled();
  });
});

describe("below /v1", () => {
  const openaiForm = (code: string) => ({
    error: { message: expect.stringMatching(JAPANESE), type: expect.stringMatching(/_error$/u), param: null, code },
  });

  it.each([
    ["an unknown address", "/v1/embeddings", postJson({}), 404, "not_found"],
    ["an unknown address asked by a browser", "/v1/x", { headers: { Accept: "text/html" } }, 404, "not_found"],
    ["/v1 itself", "/v1", {}, 404, "not_found"],
    ["a question that is got, not posted", "/v1/chat/completions", {}, 404, "not_found"],
    ["a broken body", "/v1/chat/completions", { ...postJson({}), body: "{" }, 400, "invalid_json"],
    ["a body that is no object", "/v1/chat/completions", postJson(null), 400, "invalid_request"],
    ["a form", "/v1/chat/completions", { method: "POST", body: new URLSearchParams() }, 415, "unsupported_media_type"],
  ])("%s has an error in OpenAI's form", async (_, path, request, status, code) => {
    for (const BASE_PATH of ["", "/navi"]) {
      const { app } = await realApp({ BASE_PATH });
      const response = await app.request(`${BASE_PATH}${path}`, request);
      expect(response.status).toBe(status);
      expect(await response.json()).toEqual(openaiForm(code));
    }
  });

  it("a page of another site is refused before any work and is not counted", async () => {
    const { app } = await realApp({ ASKS_PER_MINUTE: "1" });
    const other = postJson(question("くるみん"), { Origin: "https://evil.example" });
    const refused = await app.request("/v1/chat/completions", other);
    expect(refused.status).toBe(403);
    expect(await refused.json()).toEqual(openaiForm("origin_not_allowed"));
    expect((await app.request("/v1/chat/completions", postJson(question("くるみん")))).status).toBe(200);
  });

  it("a page of an allowed site may send its key and the headers of OpenAI's client", async () => {
    const Origin = "https://chat.example.jp";
    const { app } = await realApp({ ALLOWED_ORIGINS: Origin });
    const preflight = { Origin, "Access-Control-Request-Method": "POST" };
    const allowed = await app.request("/v1/chat/completions", { method: "OPTIONS", headers: preflight });
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get("Access-Control-Allow-Headers")).toBe("Authorization, *");
    const response = await app.request("/v1/models", { headers: { Origin, Authorization: "Bearer any" } });
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(Origin);
  });
});
