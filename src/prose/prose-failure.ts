/** Why no prose, or no more of it, comes from the model. */
export type FailureCode =
  | "timeout"
  | "rate_limited"
  | "unavailable"
  | "unreachable"
  | "rejected"
  | "malformed"
  | "cut"
  | "refused"
  | "unsupported"
  | "paused";

/** The model's failure, in words that are safe to log: neither what it said nor what it was sent. */
export class ProseFailure extends Error {
  override readonly name = "ProseFailure";
  readonly code: FailureCode;
  /** When the server asked to be asked again. */
  readonly retryAfterMs: number | undefined;

  constructor(code: FailureCode, retryAfterMs?: number) {
    super(`the language model gave no prose: ${code}`);
    this.code = code;
    this.retryAfterMs = retryAfterMs;
  }
}

interface ClientError {
  status?: number;
  headers?: Headers;
}

/** What a model's client threw, as a failure. Its message may hold the request, the key's end or the host: it is not kept. */
export function readFailure(thrown: unknown): ProseFailure {
  if (thrown instanceof ProseFailure) return thrown;
  const { status, headers } = (typeof thrown === "object" && thrown !== null ? thrown : {}) as ClientError;
  // The client's own errors are told apart by their classes; their names are all "Error".
  const name = thrown instanceof Error ? `${thrown.name} ${thrown.constructor.name}` : "";
  if (status === 429) return new ProseFailure("rate_limited", readRetryAfter(headers));
  if (status !== undefined) return new ProseFailure(status >= 500 ? "unavailable" : "rejected");
  if (/Timeout/u.test(name)) return new ProseFailure("timeout");
  if (/Connection/u.test(name)) return new ProseFailure("unreachable");
  if (thrown instanceof SyntaxError) return new ProseFailure("malformed");
  // undici says "terminated" where the socket closed in mid-stream.
  if (thrown instanceof TypeError) return new ProseFailure(thrown.message === "terminated" ? "cut" : "unreachable");
  return new ProseFailure("malformed");
}

/** Seconds or a date, as HTTP has it; milliseconds from now. */
function readRetryAfter(headers: Headers | undefined): number | undefined {
  const value = headers?.get?.("retry-after");
  if (!value) return undefined;
  const wait = /^\d+$/u.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) && wait > 0 ? wait : undefined;
}
