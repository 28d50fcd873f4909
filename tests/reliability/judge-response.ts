/** A response as it came in. */
export interface FuzzResponse {
  status: number;
  headers: Readonly<Record<string, string | undefined>>;
  body: string;
}

const REQUIRED: readonly (readonly [header: string, pattern: RegExp])[] = [
  ["content-security-policy", /default-src 'self'(?!.*unsafe).*object-src 'none'/u],
  ["x-content-type-options", /^nosniff$/u],
  ["referrer-policy", /^no-referrer$/u],
  ["cross-origin-resource-policy", /^(?:same|cross)-origin$/u],
  ["x-request-id", /^[\da-f-]{36}$/u],
];
const NO_BODY = new Set([204, 304]);

/**
 * What is wrong with an answer to whatever a client sent: a failure of ours, a body that is not what it says it is, an error
 * without its form, a header that is missing, something of ours or of the client's that must not stand there.
 */
export function judgeResponse(method: string, path: string, { status, headers, body }: FuzzResponse): string[] {
  const type = headers["content-type"] ?? "";
  const faults = REQUIRED.flatMap(([name, pattern]) =>
    pattern.test(headers[name] ?? "") ? [] : [`${name}: ${headers[name] ?? "missing"}`],
  );
  if (status < 200 || status >= 500) faults.push(`status ${status}`);
  if (headers["set-cookie"] !== undefined) faults.push("sets a cookie");
  if (/<fuzz-tag/u.test(body) && type.includes("html")) faults.push("holds a tag that the client sent");
  if (/node_modules|\n\s+at .+:\d+:\d+/u.test(body) && status >= 400) faults.push("tells of its insides");
  if (/�/u.test(headers.location ?? "")) faults.push("leads to a broken address");
  if (method === "HEAD" || NO_BODY.has(status)) return body === "" ? faults : [...faults, "a body where none may be"];
  return [...faults, ...(status >= 400 ? errorFaults(path, type, body) : bodyFaults(type, body, status))];
}

function bodyFaults(type: string, body: string, status: number): string[] {
  if (status >= 300 || status === 202) return [];
  if (type.includes("application/json")) return readJson(body) === undefined ? ["no JSON"] : [];
  if (type.includes("text/html")) return /^<!doctype html>[\s\S]*<\/html>\s*$/iu.test(body) ? [] : ["no whole page"];
  if (type.includes("text/event-stream")) return endsWell(body) ? [] : [`a stream without an end: ${body.slice(-80)}`];
  return type === "" ? ["no type"] : [];
}

/** Our events end with answer-end or answer-error, OpenAI's with [DONE], MCP's with a message. */
const endsWell = (body: string): boolean =>
  /event: answer-(?:end|error)\ndata: .*\n\n$/u.test(body) ||
  /data: \[DONE\]\n\n$/u.test(body) ||
  /^event: message\ndata: \{.*\}\n\n/u.test(body);

function errorFaults(path: string, type: string, body: string): string[] {
  if (type.includes("text/html")) return /^<!doctype html>[\s\S]*<\/html>\s*$/iu.test(body) ? [] : ["no whole page"];
  const json = readJson(body);
  const error = fieldOf(json, "error");
  const fields = path.startsWith("/v1/")
    ? ["message", "type", "code"]
    : path.startsWith("/mcp")
      ? ["message"]
      : ["code", "message", "hint"];
  return fields.every((field) => typeof fieldOf(error, field) === "string")
    ? []
    : [`an error of another form: ${body.slice(0, 120)}`];
}

const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
