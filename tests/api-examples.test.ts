import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { API_EXAMPLES_FOLDER, type ApiExample, readApiExamples } from "../src/http/api-examples.ts";
import { jsonText } from "./json-text.ts";
import { type Environment, loadingApp, postJson, type RunningApp, realApp } from "./real-app.ts";

const all = readApiExamples();
const files = readdirSync(API_EXAMPLES_FOLDER).sort();
const MEGABYTE = 1_000_000;
/** As without settings. */
const LIMITS = { asks: 15, reads: 180 };

/** The server in the state of which an example tells. */
function appFor({ when }: ApiExample): Promise<RunningApp> | RunningApp {
  const settings: Partial<Record<NonNullable<ApiExample["when"]>, Environment>> = {
    limited: { ASKS_PER_MINUTE: String(LIMITS.asks), READS_PER_MINUTE: String(LIMITS.reads) },
    unwritable: { DATA_DIR: "/dev/null/nowhere" },
    full: { FEEDBACK_MAX_BYTES: "1" },
  };
  return when === "loading" ? loadingApp() : realApp(settings[when ?? "loading"] ?? {});
}

function requestOf({ body, accept, when }: ApiExample): RequestInit {
  const headers = {
    ...(accept && { Accept: accept }),
    ...(when === "foreign" && { Origin: "https://other.example" }),
    ...(when === "untyped" && { "Content-Type": "text/plain" }),
  };
  if (body === undefined) return { headers };
  return postJson(when === "long" ? { body, more: "長".repeat(MEGABYTE) } : body, headers);
}

/** Asks as the example does, and gives what comes. */
async function ask(operation: string, example: ApiExample): Promise<{ status: number; response: unknown }> {
  const { app } = await appFor(example);
  const path = example.path ?? operation.split(" ")[1]!;
  let answer = await app.request(path, requestOf(example));
  for (let asked = 1; example.when === "limited" && answer.status !== 429 && asked <= LIMITS.reads; asked += 1)
    answer = await app.request(path, requestOf(example));
  const text = await answer.text();
  return { status: answer.status, response: example.accept ? text : JSON.parse(text) };
}

/** Different each time, or with the machine: as recorded, so long as it is there and of its kind. */
const CHANGING = new Set(["id", "tookMs", "receivedAt", "created"]);
const ROUNDING = 0.001;

/** What the server gave, but for what changes each time. */
function settled(given: unknown, recorded: unknown): unknown {
  if (typeof given === "string" && typeof recorded === "string") return settledText(given, recorded);
  if (typeof given === "number" && typeof recorded === "number")
    return Math.abs(given - recorded) <= ROUNDING ? recorded : given;
  if (Array.isArray(given) && Array.isArray(recorded))
    return given.map((item, index) => settled(item, recorded[index]));
  if (!isRecord(given) || !isRecord(recorded)) return given;
  return Object.fromEntries(
    Object.entries(given).map(([key, value]) => {
      const before = recorded[key];
      const changes = CHANGING.has(key) && typeof value === typeof before;
      return [key, changes && !isMeasureId(value) ? before : settled(value, before)];
    }),
  );
}

/** In a stream the same keys stand inside of text. */
const settledText = (given: string, recorded: string): string => {
  const blank = (text: string): string => text.replace(/"(id|tookMs|created)":("[^"]*"|[\d.]+)/gu, '"$1":_');
  return blank(given) === blank(recorded) ? recorded : given;
};
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
/** A measure's id is what the document says; an answer's is new each time. */
const isMeasureId = (value: unknown): boolean => typeof value === "string" && /^\d+-\d+(?:\/|$)/u.test(value);

describe("the examples of the API's description", () => {
  it.each(all.map((file, index) => [file.operation, files[index]!, file] as const))(
    "are what the app answers: %s",
    async (operation, name, file) => {
      const asked = [];
      for (const example of file.examples) {
        const { status, response } = await ask(operation, example);
        // Never recorded anew: a request that is to succeed must.
        expect([example.name, status]).toEqual([example.name, example.status]);
        asked.push({ ...example, response: settled(response, example.response) });
      }
      const text = `${jsonText({ operation, examples: asked })}\n`;
      await expect(text).toMatchFileSnapshot(`${API_EXAMPLES_FOLDER}${name}`);
    },
  );
});

const Media = z.object({
  schema: z.looseObject({}),
  examples: z.record(z.string(), z.object({ summary: z.string(), value: z.unknown() })).optional(),
});
const Content = z.object({ content: z.record(z.string(), Media) });
const Parameter = z.object({
  name: z.string(),
  description: z.string().default(""),
  example: z.unknown().optional(),
  schema: z.looseObject({}),
});
const Described = z.object({
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        tags: z.array(z.string()).length(1),
        summary: z.string(),
        parameters: z.array(Parameter).default([]),
        requestBody: Content.optional(),
        responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), Media).optional() })),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.looseObject({})) }),
});

async function describeApi() {
  const { app } = loadingApp();
  return Described.parse(await (await app.request("/openapi.json")).json());
}

/** A described schema that knows the others by name, and takes no property that it does not name. */
function schemaOf(schema: object, components: object): z.ZodType {
  const closed = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(closed);
    if (!isRecord(part)) return part;
    const inner = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, closed(value)]));
    return isRecord(part.properties) && part.additionalProperties === undefined
      ? { ...inner, additionalProperties: false }
      : inner;
  };
  const text = JSON.stringify(closed({ ...schema, $defs: components }));
  return z.fromJSONSchema(JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/")));
}

const OUR_JSON = /^\/(?:api|v1)\//u;

describe("the description of the API", async () => {
  const { paths, tags, components } = await describeApi();
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, name: `${method.toUpperCase()} ${path}`, operation })),
  );
  const ours = operations.filter(({ path }) => OUR_JSON.test(path));

  it("has an example for each operation and no other", () => {
    expect(all.map(({ operation }) => operation).toSorted()).toEqual(ours.map(({ name }) => name).toSorted());
    expect(ours.length).toBeGreaterThan(10);
  });

  it.each(ours.map(({ name, operation }) => [name, operation] as const))(
    "has an example for every body of %s, and its schema takes each",
    (_name, operation) => {
      const parts = [
        ...(operation.requestBody ? [["request", operation.requestBody] as const] : []),
        ...Object.entries(operation.responses),
      ];
      const examined = parts.flatMap(([part, { content = {} }]) =>
        Object.entries(content).map(([type, { schema, examples = {} }]) => {
          const checked = schemaOf(schema, components.schemas);
          const wrong = Object.entries(examples).flatMap(([example, { value }]) => {
            const { error } = checked.safeParse(value);
            return error ? [`${example}: ${z.prettifyError(error)}`] : [];
          });
          return { part: `${part} ${type}`, count: Object.keys(examples).length, wrong };
        }),
      );
      expect(examined.length).toBeGreaterThan(3);
      expect(examined.filter(({ count, wrong }) => count === 0 || wrong.length > 0)).toEqual([]);
    },
  );

  it("would not take an example with a field that nobody described", () => {
    const answer = all.find(({ operation }) => operation === "POST /api/chat")!.examples[0]!.response;
    const schema = schemaOf(components.schemas.Answer!, components.schemas);
    expect(schema.safeParse(answer).success).toBe(true);
    expect(schema.safeParse({ ...Object(answer), extra: 1 }).success).toBe(false);
    expect(schema.safeParse({ ...Object(answer), kind: "maybe" }).success).toBe(false);
  });

  it("shows no refused request as a way to ask", () => {
    for (const { name, operation } of ours) {
      const shown = Object.values(operation.requestBody?.content ?? {}).flatMap(({ examples }) =>
        Object.keys(examples!),
      );
      const { examples } = all.find(({ operation: of }) => of === name)!;
      const good = examples.filter(({ status, body }) => status < 300 && body !== undefined);
      expect(shown).toEqual(good.map((example) => example.name));
    }
  });

  it("says of each parameter what it is, with an example that its schema takes", () => {
    const parameters = operations.flatMap(({ operation }) => operation.parameters);
    expect(parameters.length).toBeGreaterThan(15);
    const wrong = parameters.filter(
      ({ description, schema, example }) =>
        !/[ぁ-んァ-ヶ一-龠]/u.test(description) || !schemaOf(schema, {}).safeParse(example).success,
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  it.each(
    ours
      .filter(({ operation }) => operation.parameters.length > 0)
      .map(({ path, operation }) => [path, operation] as const),
  )("gives examples of parameters that together find something: %s", async (path, { parameters }) => {
    const query = new URLSearchParams();
    let address = path;
    for (const { name, example } of parameters) {
      if (address.includes(`{${name}}`)) address = address.replace(`{${name}}`, encodeURIComponent(String(example)));
      else for (const value of [example].flat()) query.append(name, String(value));
    }
    const { app } = await realApp();
    const response = await app.request(`${address}?${query}`);
    expect(response.status).toBe(200);
    expect(await response.text()).toMatch(/キャリアアップ助成金|shisaku-navi/u);
  });

  it("names each operation once, under a heading that is explained in Japanese", () => {
    const names = operations.map(({ operation }) => operation.operationId);
    expect(new Set(names).size).toBe(operations.length);
    const headings = new Set(operations.flatMap(({ operation }) => operation.tags));
    expect(tags.map(({ name }) => name).toSorted()).toEqual(Array.from(headings).toSorted());
    expect(tags.every(({ description }) => /[ぁ-んァ-ヶ一-龠]/u.test(description))).toBe(true);
  });
});
