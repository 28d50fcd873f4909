import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request asked, as the server read it. */
export interface ModelRequest {
  path: string;
  authorization: string | undefined;
  body: {
    model: string;
    stream?: boolean;
    temperature?: number;
    max_tokens?: number;
    messages: { role: string; content: string }[];
  };
  /** The quotes that the prompt numbers, by number. */
  sources: { n: number; quote: string }[];
  /** Whether the client left before the reply was over. */
  left: boolean;
}

/** Answers one request by hand. */
export type ModelScript = (request: ModelRequest, response: ServerResponse) => void | Promise<void>;

/** A real HTTP server that speaks the protocol of OpenAI's chat completions and says what the test tells it to. */
export class ScriptedModel {
  readonly requests: ModelRequest[] = [];
  script: ModelScript = says(({ sources }) => faithful(sources));
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<ScriptedModel> {
    const model = new ScriptedModel();
    await new Promise<void>((resolve) => model.#server.listen(0, "127.0.0.1", resolve));
    return model;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  /** Environment variables that point the product at this server. */
  get environment(): Record<string, string> {
    return { LLM_BASE_URL: this.url, LLM_MODEL: "scripted", LLM_API_KEY: "sk-secret-of-the-test" };
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of incoming) text += chunk;
    const body = JSON.parse(text) as ModelRequest["body"];
    const request: ModelRequest = {
      path: incoming.url ?? "",
      authorization: incoming.headers.authorization,
      body,
      sources: sourcesIn(body.messages.at(-1)?.content ?? ""),
      left: false,
    };
    this.requests.push(request);
    response.on("close", () => {
      request.left = !response.writableFinished;
    });
    await this.script(request, response);
  }
}

/** "[1] 施策… \n本文: …" of the prompt. */
function sourcesIn(prompt: string): { n: number; quote: string }[] {
  return Array.from(
    prompt.matchAll(/^\[(\d+)\] 施策[^\n]*\n(?:項目: [^\n]*\n)?本文: ([^\n]*)/gmu),
    ([, n, quote = ""]) => ({
      n: Number(n),
      quote,
    }),
  );
}

/** What a model that keeps to the rules writes: each quote as a sentence, with its number. */
export const faithful = (sources: ModelRequest["sources"]): string =>
  sources.map(({ n, quote }) => `「${quote}」とあります[${n}]。`).join("\n");

/** One event of a streamed reply. */
export const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion.chunk",
    created: 1,
    model: "scripted",
    choices: [{ index: 0, delta, finish_reason: finish }],
  })}\n\n`;

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

/** Streams a text in pieces of `size` characters and ends as a server does. */
export const says =
  (write: string | ((request: ModelRequest) => string), { size = 7, waitMs = 0, finish = "stop" } = {}): ModelScript =>
  async (request, response) => {
    const text = typeof write === "string" ? write : write(request);
    begin(response);
    response.write(chunk({ role: "assistant", content: "" }));
    const characters = Array.from(text);
    for (let start = 0; start < characters.length && !request.left; start += size) {
      response.write(chunk({ content: characters.slice(start, start + size).join("") }));
      if (waitMs > 0) await pause(waitMs);
    }
    response.write(chunk({}, finish));
    response.end("data: [DONE]\n\n");
  };

const begin = (response: ServerResponse): void => {
  response.writeHead(200, { "Content-Type": "text/event-stream" });
};

/** Streams the beginning of a text, then does something else. */
export const breaksOff =
  (write: (request: ModelRequest) => string, then: (response: ServerResponse) => void): ModelScript =>
  async (request, response) => {
    begin(response);
    response.write(chunk({ role: "assistant", content: write(request) }));
    await pause(20);
    then(response);
  };

/** An error as such servers give it. */
export const fails =
  (status: number, headers: Record<string, string> = {}): ModelScript =>
  (_, response) => {
    response.writeHead(status, { "Content-Type": "application/json", ...headers });
    response.end(JSON.stringify({ error: { message: `failed with ${status}`, type: "error", code: null } }));
  };

/** Takes the request and never answers. */
export const hangs: ModelScript = () => {};

/** Sends what it is told, byte by byte as it is. */
export const sends =
  (body: string | Uint8Array, contentType = "text/event-stream", headers: Record<string, string> = {}): ModelScript =>
  (_, response) => {
    response.writeHead(200, { "Content-Type": contentType, ...headers });
    response.end(body);
  };
