import type { Answer } from "../../src/answer/answer.ts";
import type { Citation } from "../../src/answer/citation.ts";
import type { Company } from "../../src/match/read-company.ts";
import type { Filters } from "../../src/retrieval/filters.ts";
import { isAnswer, parseJson, readErrorBody, toAnswerEvent } from "./answer-events.ts";
import { readEvents } from "./read-events.ts";
import type { Site } from "./site.ts";
import { problemText, type Strings } from "./strings.ts";

export interface Message {
  role: "user" | "assistant";
  content: string;
  /** Measures the answer cited: the focus of a follow-up question. */
  citations?: string[];
}

export interface AskFailure {
  code: string;
  message: string;
  hint: string | undefined;
  retryAfterSeconds: number | undefined;
  /** Whether the same question may succeed later. */
  retryable: boolean;
}

export type AskOutcome =
  | { status: "answered"; answer: Answer }
  | { status: "stopped" }
  | { status: "failed"; failure: AskFailure };

/** The part of an answer that has arrived. `resumed`: the stream broke off and the answer is fetched whole. */
export interface AskProgress {
  id: string;
  text: string;
  citations: readonly Citation[];
  resumed: boolean;
}

export interface AskRequest {
  site: Site;
  messages: readonly Message[];
  company: Company | undefined;
  /** What is answered from; undefined for all measures. */
  filters?: Filters | undefined;
  signal: AbortSignal;
  fetch: typeof fetch;
}

type Reception = AskOutcome | { status: "cut" };

const connectionLost = ({ error }: Strings): AskFailure => ({
  code: "connection_lost",
  message: error.connection,
  hint: error.connectionHint,
  retryAfterSeconds: undefined,
  retryable: true,
});

/** The server words its errors in Japanese; the table has them in the reader's language by code. */
async function readFailure(response: Response, strings: Strings): Promise<AskFailure> {
  const { code = `http_${response.status}`, message, hint } = readErrorBody(parseJson(await response.text()));
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const translated = problemText(strings, code);
  return {
    code,
    message: translated ?? message ?? strings.error.server(response.status),
    hint: translated === undefined ? hint : undefined,
    retryAfterSeconds: Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : undefined,
    retryable: response.status === 429 || response.status >= 500,
  };
}

async function readStream(
  body: ReadableStream<Uint8Array>,
  strings: Strings,
  onProgress: (progress: AskProgress) => void,
): Promise<Reception> {
  let progress: AskProgress = { id: "", text: "", citations: [], resumed: false };
  for await (const serverEvent of readEvents(body)) {
    const event = toAnswerEvent(serverEvent);
    if (event === undefined) continue;
    if (event.name === "answer-end") return { status: "answered", answer: event.answer };
    if (event.name === "answer-error") {
      const { code } = event;
      const message = problemText(strings, code) ?? event.message ?? strings.error.noAnswer;
      return {
        status: "failed",
        failure: { code, message, hint: undefined, retryAfterSeconds: undefined, retryable: true },
      };
    }
    if (event.name === "answer-start") progress = { ...progress, id: event.id };
    if (event.name === "source-document") {
      progress = { ...progress, citations: [...progress.citations, event.citation] };
    }
    if (event.name === "text-delta") progress = { ...progress, text: progress.text + event.text };
    onProgress(progress);
  }
  return { status: "cut" };
}

async function receive(
  request: AskRequest,
  accept: "text/event-stream" | "application/json",
  onProgress: (progress: AskProgress) => void,
): Promise<Reception> {
  const { site, messages, company, filters } = request;
  // The answer follows the question's language; only a reader of the English pages is answered in English throughout.
  const language = site.language === "ja" ? undefined : site.language;
  try {
    const response = await request.fetch(`${site.basePath}/api/chat`, {
      method: "POST",
      headers: { Accept: accept, "Content-Type": "application/json" },
      body: JSON.stringify({ messages, company, filters, language }),
      signal: request.signal,
    });
    if (!response.ok) return { status: "failed", failure: await readFailure(response, site.strings) };
    const type = response.headers.get("Content-Type") ?? "";
    if (type.startsWith("text/event-stream") && response.body !== null) {
      return await readStream(response.body, site.strings, onProgress);
    }
    const answer = parseJson(await response.text());
    return isAnswer(answer) ? { status: "answered", answer } : { status: "cut" };
  } catch {
    return { status: request.signal.aborted ? "stopped" : "cut" };
  }
}

/**
 * Asks by stream. Where the stream breaks off without its end, the answer is asked for once more, whole, as JSON;
 * never a third time, because every request counts against the client's limit. Does not throw.
 */
export async function ask(request: AskRequest, onProgress: (progress: AskProgress) => void): Promise<AskOutcome> {
  let latest: AskProgress = { id: "", text: "", citations: [], resumed: false };
  const streamed = await receive(request, "text/event-stream", (progress) => {
    latest = progress;
    onProgress(progress);
  });
  if (streamed.status !== "cut") return streamed;
  if (request.signal.aborted) return { status: "stopped" };
  onProgress({ ...latest, resumed: true });
  const whole = await receive(request, "application/json", onProgress);
  return whole.status === "cut" ? { status: "failed", failure: connectionLost(request.site.strings) } : whole;
}
