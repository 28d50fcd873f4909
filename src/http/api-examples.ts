import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";

/** Where the examples lie, one file an operation. */
export const API_EXAMPLES_FOLDER = fileURLToPath(new URL("../api-examples/", import.meta.url));

const ApiExample = z.object({
  name: z.string(),
  summary: z.string(),
  /** Of a GET: what is asked, with its query. */
  path: z.string().optional(),
  body: z.unknown().optional(),
  /** Asked for in the Accept header; JSON without it. */
  accept: z.literal("text/event-stream").optional(),
  /** The state of server or request in which this comes, where the request alone does not bring it about. */
  when: z.enum(["loading", "limited", "foreign", "untyped", "long", "unwritable", "full"]).optional(),
  status: z.number().int(),
  /** The JSON as the server gave it, or the text of an event stream. */
  response: z.unknown(),
});
export type ApiExample = z.infer<typeof ApiExample>;

/** What was asked and answered, recorded from the running app: `npx vitest run tests/api-examples.test.ts --update` records anew. */
export const ApiExamples = z.object({
  /** "POST /api/chat" */
  operation: z.string(),
  examples: z.array(ApiExample).min(1),
});
export type ApiExamples = z.infer<typeof ApiExamples>;

export function readApiExamples(): ApiExamples[] {
  const files = readdirSync(API_EXAMPLES_FOLDER).sort();
  return files.map((file) => ApiExamples.parse(JSON.parse(readFileSync(`${API_EXAMPLES_FOLDER}${file}`, "utf8"))));
}

/** As much of an operation as examples are put into. */
interface Content {
  content?: Record<string, object>;
}
interface Operation {
  requestBody?: Content;
  responses?: Record<string, Content>;
}

/** The operation with its examples. A request that is refused is no example of how to ask. */
export function withExamples<Described extends object>(
  described: Described,
  examples: readonly ApiExample[],
): Described {
  const operation: Operation = described;
  const asked = examples.filter(({ status, body }) => status < 300 && body !== undefined);
  const bodies = named(asked.map(({ name, summary, body }) => ({ name, summary, value: body })));
  const responses = Object.entries(operation.responses ?? {}).map(([status, response]) => {
    const given = examples.filter((example) => String(example.status) === status);
    return [status, withContent(response, (type) => valuesOf(given, type))] as const;
  });
  return {
    ...described,
    ...(operation.requestBody && { requestBody: withContent(operation.requestBody, () => bodies) }),
    responses: Object.fromEntries(responses),
  };
}

type Named = Record<string, { summary: string; value: unknown }>;

function named(examples: readonly { name: string; summary: string; value: unknown }[]): Named {
  return Object.fromEntries(examples.map(({ name, summary, value }) => [name, { summary, value }]));
}

const valuesOf = (examples: readonly ApiExample[], type: string): Named =>
  named(
    examples
      .filter(({ accept }) => (accept ?? "application/json") === type)
      .map(({ name, summary, response }) => ({ name, summary, value: response })),
  );

function withContent<Part extends Content>(part: Part, examplesOf: (type: string) => Named): Part {
  const content = Object.entries(part.content ?? {}).map(([type, media]) => {
    const examples = examplesOf(type);
    return [type, Object.keys(examples).length === 0 ? media : { ...media, examples }] as const;
  });
  return { ...part, ...(part.content && { content: Object.fromEntries(content) }) };
}
