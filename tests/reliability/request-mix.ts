import { readQuestions } from "../evaluation/read-questions.ts";
import type { MixedRequest } from "./mixed-load.ts";

const json = { "Content-Type": "application/json" };
const stream = { ...json, Accept: "text/event-stream" };
const mcp = { ...json, Accept: "application/json, text/event-stream" };
const form = { "Content-Type": "application/x-www-form-urlencoded" };
const LONGEST_QUESTION = 1000;

const post = (
  name: string,
  path: string,
  body: unknown,
  holds: string,
  { headers = json, status = 200 }: { headers?: Record<string, string>; status?: number } = {},
): MixedRequest => ({
  name,
  method: "POST",
  path,
  headers,
  body: typeof body === "string" ? body : JSON.stringify(body),
  status,
  holds,
});
const get = (name: string, path: string, holds: string, status = 200): MixedRequest => ({
  name,
  method: "GET",
  path,
  status,
  holds,
});

/** The project's own questions that may be asked. */
export const loadQuestions = (): string[] =>
  readQuestions()
    .map(({ question }) => question)
    .filter((question) => question.trim() !== "" && question.length <= LONGEST_QUESTION);

/** All that people, pages and programs ask of the server, about half of it questions; wrong requests too. */
export function requestMix(questions: readonly string[] = loadQuestions()): MixedRequest[] {
  return questions.flatMap((question, n) => {
    const messages = [{ role: "user", content: question }];
    const ask = { jsonrpc: "2.0", id: n, method: "tools/call", params: { name: "ask", arguments: { question } } };
    const page = 1 + (n % 164);
    return [
      post("chat", "/api/chat", { messages }, '"edition":'),
      get("measure page", `/measures/5-${1 + (n % 17)}`, "</html>"),
      post("chat stream", "/api/chat", { messages }, "event: answer-end", { headers: stream }),
      get("page", `/api/pages/${page}`, '"blocks":'),
      post("search", "/api/search", { query: question }, '"results":'),
      get("chat page", "/", "</html>"),
      post("openai stream", "/v1/chat/completions", { messages, stream: true }, "data: [DONE]"),
      get("style sheet", "/assets/site.css", "{"),
      post("plain form", "/", new URLSearchParams({ question }).toString(), "</html>", { headers: form }),
      get("list of measures", `/api/measures?limit=10&offset=${n % 170}`, '"facets":'),
      post("mcp ask", "/mcp", ask, '"structuredContent":', { headers: mcp }),
      get("browse", `/browse?q=${encodeURIComponent(question.slice(0, 4))}`, "</html>"),
      post("feedback", "/api/feedback", { answerId: `load-${n}`, useful: n % 2 === 0 }, '"receivedAt":', {
        status: 201,
      }),
      get("readiness", "/readyz", '"ready"'),
      get("not found", `/nowhere-${n}`, '"not_found"', 404),
      post("wrong form", "/api/chat", { messages: question }, '"invalid_request"', { status: 400 }),
    ];
  });
}
