import type { JsonValue } from "fast-check";

/** A route of the server, with requests that it answers well: what is sent to it are these, spoilt. */
export interface FuzzedRoute {
  /** "POST /api/chat". */
  name: string;
  method: "GET" | "POST";
  /** Below the base path, `:name` where a part of it is chosen by the client. */
  path: string;
  /** Query parameters that it reads, with good values. */
  query?: Record<string, string>;
  /** Bodies that it takes. */
  bodies?: readonly JsonValue[];
  /** "application/json" where nothing else is said. */
  type?: string;
  accept?: string;
}

const ask = (content: string): JsonValue => ({ messages: [{ role: "user", content }] });
const EDITION = "2025-02";
const COMPANY: JsonValue = {
  description: "従業員30人の町工場です",
  industry: "製造業",
  employees: 30,
  capital: 1e7,
  prefecture: "新潟県",
  needs: ["電気代", "人手不足"],
};
const FILTERS: JsonValue = { ministry: ["経産省"], type: ["税制"], section: [5], topic: ["賃上げの促進"] };
const CHATS: readonly JsonValue[] = [
  ask("(5)③の予算は?"),
  ask("電気代を下げる設備を入れたい"),
  {
    messages: [
      { role: "system", content: "短く" },
      { role: "user", content: "業務改善助成金とは" },
      { role: "assistant", content: "(5)①です", citations: ["5-1"] },
      { role: "user", content: "その予算は?" },
    ],
    filters: FILTERS,
    company: COMPANY,
    language: "ja",
  },
  {
    messages: [
      { role: "user", content: "省エネの補助金は?" },
      { role: "assistant", content: "(1)⑫です" },
      { role: "user", content: "ほかには?" },
    ],
  },
  { ...(ask("(5)③の予算は?") as object), edition: EDITION },
];
const COMPLETIONS: readonly JsonValue[] = [
  { ...(ask("(5)③の予算は?") as object), model: "shisaku-navi", stream: false, temperature: 0.2, n: 1, tools: [] },
  {
    messages: [{ role: "user", content: [{ type: "text", text: "海外に売りたい" }] }],
    stream: true,
    stream_options: { include_usage: true },
  },
];
const call = (name: string, given: JsonValue): JsonValue => ({
  jsonrpc: "2.0",
  id: 1,
  method: "tools/call",
  params: { name, arguments: given },
});
const MESSAGES: readonly JsonValue[] = [
  {
    jsonrpc: "2.0",
    id: 1,
    method: "initialize",
    params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "fuzz", version: "1" } },
  },
  { jsonrpc: "2.0", id: 2, method: "tools/list" },
  { jsonrpc: "2.0", id: 3, method: "resources/read", params: { uri: "shisaku://measures/5-3" } },
  {
    jsonrpc: "2.0",
    id: 4,
    method: "prompts/get",
    params: { name: "find-support", arguments: { situation: "町工場" } },
  },
  {
    jsonrpc: "2.0",
    id: 5,
    method: "completion/complete",
    params: { ref: { type: "ref/resource", uri: "shisaku://measures/{id}" }, argument: { name: "id", value: "5" } },
  },
  { jsonrpc: "2.0", method: "notifications/initialized" },
  call("ask", { question: "(5)③の予算は?" }),
  call("search_measures", { query: "省エネ", limit: 3 }),
  call("get_measure", { id: "(5)③" }),
  call("match_company", { company: COMPANY }),
  call("lookup_citation", { ref: "p.73" }),
  call("list_measures", { section: [5], limit: 3 }),
];

const get = (path: string, query?: Record<string, string>, accept?: string): FuzzedRoute => ({
  name: `GET ${path}`,
  method: "GET",
  path,
  ...(query ? { query } : {}),
  ...(accept ? { accept } : {}),
});
const post = (path: string, bodies: readonly JsonValue[], further: Partial<FuzzedRoute> = {}): FuzzedRoute => ({
  name: `POST ${path}`,
  method: "POST",
  path,
  bodies,
  ...further,
});

const LISTED = {
  topic: "賃上げの促進",
  ministry: "経産省",
  type: "税制",
  section: "5",
  q: "省エネ",
  page: "73",
  budgetFrom: "1",
  budgetTo: "1000000000",
  limit: "5",
  offset: "1",
  edition: EDITION,
};
const HTML = "text/html";

export const FUZZED_ROUTES: readonly FuzzedRoute[] = [
  post("/api/chat", CHATS),
  { ...post("/api/chat", CHATS, { accept: "text/event-stream" }), name: "POST /api/chat (events)" },
  post("/api/search", [
    { query: "省エネ", limit: 3, explain: true },
    { query: "賃上げ", filters: FILTERS },
    { query: "省エネ", edition: EDITION },
  ]),
  post("/api/match", [{ company: COMPANY }, { company: { needs: ["輸出"] }, edition: EDITION }]),
  post("/api/feedback", [
    {
      answerId: "0b5c8a52-7d1e-4c38-9a0f-3f2f6f1c9d10",
      useful: false,
      comment: "対象者を知りたかった",
      edition: EDITION,
    },
  ]),
  get("/api/measures", LISTED),
  get("/api/measures/:id", { edition: EDITION }),
  get("/api/pages/:number", { edition: EDITION }),
  get("/api/citations", { ref: "(5)③", edition: EDITION }),
  post("/v1/chat/completions", COMPLETIONS),
  get("/v1/models"),
  get("/v1/models/:model"),
  post("/mcp", MESSAGES, { accept: "application/json, text/event-stream" }),
  get("/mcp"),
  get("/healthz"),
  get("/readyz"),
  get("/metrics"),
  get("/openapi.json"),
  get("/docs", {}, HTML),
  get("/docs/:name"),
  get("/", { ask: "(5)③の予算は?", lang: "en" }, HTML),
  post("/", [], {
    type: "application/x-www-form-urlencoded",
    accept: HTML,
    query: { question: "(5)③の予算は?", earlier: "業務改善助成金とは" },
  }),
  get("/browse", { ...LISTED, sort: "budget", lang: "en" }, HTML),
  get("/browse.csv", LISTED),
  get("/measures/:id", { lang: "en" }, HTML),
  get("/pages", { page: "73", lang: "en" }, HTML),
  get("/pages/:number", {}, HTML),
  get("/assets/:name"),
  get("/widget.js"),
  get("/widget/demo", {}, HTML),
  get("/widget/origin"),
  get("/widget/:name"),
  get("/:nowhere", {}, HTML),
];

/** Good values for the parts of a path that the client chooses. */
export const PATH_VALUES = ["5-3", "73", "shisaku-navi", "chat.js", "widget.mjs", "swagger-ui.css", "(5)③"];
