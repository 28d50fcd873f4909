import { type OpenAPIHono, z } from "@hono/zod-openapi";
import { readApiExamples, withExamples } from "./api-examples.ts";
import type { Dependencies } from "./service.ts";

const METHODS = ["get", "post"] as const;

/** Where the operations stand in the description, and what each is called in code made from it. */
const TAGS: readonly { name: string; description: string; operations: Readonly<Record<string, string>> }[] = [
  {
    name: "質問",
    description: "資料からの引用で答える。1分あたりの回数は設定 `ASKS_PER_MINUTE`",
    operations: { "POST /api/chat": "ask", "POST /api/match": "matchCompany" },
  },
  {
    name: "検索",
    description: "施策を探す、絞る、数える",
    operations: { "POST /api/search": "searchMeasures", "GET /api/measures": "listMeasures" },
  },
  {
    name: "資料",
    description: "番号やページから引く",
    operations: {
      "GET /api/measures/{id}": "getMeasure",
      "GET /api/pages/{number}": "getPage",
      "GET /api/citations": "lookUpCitation",
    },
  },
  { name: "評価", description: "答えへの評価を残す", operations: { "POST /api/feedback": "giveFeedback" } },
  {
    name: "OpenAI 互換",
    description: "OpenAI の API を話すチャット画面やライブラリから使う",
    operations: {
      "POST /v1/chat/completions": "createChatCompletion",
      "GET /v1/models": "listModels",
      "GET /v1/models/{model}": "getModel",
    },
  },
  {
    name: "運用",
    description: "動いているか、答えられるか。回数に数えない",
    operations: {
      "GET /healthz": "isAlive",
      "GET /readyz": "isReady",
      "GET /metrics": "getMetrics",
      "GET /openapi.json": "describeApi",
    },
  },
];

const DESCRIPTION = [
  "「中堅企業等支援に関する今後の取組方針(フォローアップ)」（2025年2月）の183施策に、番号・ページ・原文の引用で答えます。",
  "- 引用は資料の文字のままです。`pages.exact` が false のとき、ページは `first` から `last` のどこかです。",
  "- 誤りは `{ error: { code, message, hint } }` で返ります。`code` は変わらない名前、`message` と `hint` は人に見せる文です。",
  "- 429 には `Retry-After`（秒）がつきます。",
  "- ほかのサイトのブラウザからは、設定 `ALLOWED_ORIGINS` にあるサイトだけが呼べます。",
  "- MCP のクライアントは `/mcp` につなぎます。",
  "",
  "例は、このソフトウェアの実際の応答です。",
].join("\n");

/** `/openapi.json`: the routes as they are registered, with tags, names, what is told of the server's state, and examples. */
export function addApiDescription(app: OpenAPIHono, dependencies: Dependencies): void {
  const { BASE_PATH, PUBLIC_URL } = dependencies.settings;
  describeOperations(app);
  // Kept: making it takes some ten milliseconds, and only the server's address differs between two readers.
  let described: object | undefined;

  app.get("/openapi.json", (context) => {
    described ??= describeApi(app, BASE_PATH);
    const url = PUBLIC_URL === "" ? new URL(context.req.url).origin : PUBLIC_URL;
    return context.json({ ...described, servers: [{ url }] });
  });
}

/** Without `servers`. Paths begin with the base path. */
function describeApi(app: OpenAPIHono, basePath: string): object {
  const examples = new Map(readApiExamples().map(({ operation, examples: given }) => [operation, given]));
  const described = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "施策ナビ API", version: "1", description: DESCRIPTION },
    tags: TAGS.map(({ name, description }) => ({ name, description })),
  });
  const paths = Object.entries(described.paths ?? {}).map(([path, item]) => {
    const operations = METHODS.flatMap((method) => {
      const operation = item[method];
      if (operation === undefined) return [];
      const key = `${method.toUpperCase()} ${path.slice(basePath.length)}`;
      return [[method, { ...placeOf(key), ...withExamples(operation, examples.get(key) ?? []) }] as const];
    });
    return [path, Object.fromEntries(operations)] as const;
  });
  return { ...described, paths: Object.fromEntries(paths) };
}

function placeOf(operation: string): { tags?: string[]; operationId?: string } {
  const tag = TAGS.find(({ operations }) => Object.hasOwn(operations, operation));
  const operationId = tag?.operations[operation];
  return tag && operationId !== undefined ? { tags: [tag.name], operationId } : {};
}

/** What is answered without a schema of its own, because nothing of it is checked. */
function describeOperations(app: OpenAPIHono): void {
  const json = (description: string, schema: z.ZodType, example: unknown) => ({
    description,
    content: { "application/json": { schema, example } },
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/healthz",
    summary: "プロセスが動いているか",
    responses: { 200: json("動いている", z.object({ status: z.literal("ok") }), { status: "ok" }) },
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/readyz",
    summary: "索引とモデルがそろい、答えられるか",
    description: "`degraded` は、言語モデルが応じないので引用だけで答えていること。",
    responses: {
      200: json("答えられる", z.object({ status: z.enum(["ready", "degraded"]), editions: z.array(z.string()) }), {
        status: "ready",
        editions: ["2025-02"],
      }),
      503: json("準備中、または終了中", z.object({ status: z.enum(["loading", "stopping"]) }), { status: "loading" }),
    },
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/metrics",
    summary: "Prometheus の指標",
    responses: { 200: { description: "指標", content: { "text/plain": { schema: z.string() } } } },
  });
  app.openAPIRegistry.registerPath({
    method: "get",
    path: "/openapi.json",
    summary: "この記述",
    responses: { 200: json("OpenAPI 3.1", z.looseObject({ openapi: z.literal("3.1.0") }), { openapi: "3.1.0" }) },
  });
}
