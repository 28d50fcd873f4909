import type { AnswerEvent } from "../answer/answer-events.ts";
import {
  annotationsOf,
  type ChatCompletion,
  completionId,
  type ReplyTo,
  sourcesOf,
  type Usage,
  usageOf,
} from "./openai-completion.ts";
import { openaiError } from "./openai-error.ts";
import type { Problem } from "./problem.ts";

type Delta = Partial<ChatCompletion["choices"][number]["message"]>;

/** A piece of a streamed answer. The `content` of all deltas joined is the `content` of the whole one. */
interface ChatCompletionChunk {
  id: string;
  object: "chat.completion.chunk";
  created: number;
  model: string;
  choices: { index: 0; delta: Delta; logprobs: null; finish_reason: "stop" | null }[];
  system_fingerprint?: string;
  /** In every chunk where usage is asked for: null until the last. */
  usage?: Usage | null;
}

const frame = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;
const DONE = "data: [DONE]\n\n";

/**
 * An answer's events as OpenAI's clients read a stream: the role, the text as it is made, the list of sources, the end with
 * annotations and citations, the usage where it is asked for.
 */
export async function* completionFrames(
  events: AsyncIterable<AnswerEvent>,
  replyTo: ReplyTo,
  withUsage: boolean,
): AsyncGenerator<string> {
  const { model, created } = replyTo;
  const base = { object: "chat.completion.chunk", created, model } as const;
  let id = "";
  const chunk = (delta: Delta, finish: "stop" | null = null, edition?: string): string =>
    frame({
      id,
      ...base,
      ...(edition === undefined ? {} : { system_fingerprint: edition }),
      choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
      ...(withUsage ? { usage: null } : {}),
    } satisfies ChatCompletionChunk);

  for await (const { event, data } of events) {
    if (event === "answer-start") {
      id = completionId(data.id);
      yield chunk({ role: "assistant", content: "", refusal: null });
    }
    if (event === "text-delta") yield chunk({ content: data.text });
    if (event === "answer-end") {
      const { answer, citations, edition } = data;
      const sources = sourcesOf(data, replyTo);
      const content = answer + sources;
      if (sources !== "") yield chunk({ content: sources });
      yield chunk({ annotations: annotationsOf(citations, content, replyTo), citations }, "stop", edition);
      const usage = usageOf(content, replyTo);
      if (withUsage) yield frame({ id, ...base, choices: [], usage } satisfies ChatCompletionChunk);
      yield DONE;
      return;
    }
  }
  throw new Error("an answer ended without answer-end");
}

/** What ends a stream that went wrong: clients throw what stands in `error`. */
export const errorFrames = (problem: Problem): string => frame(openaiError(problem)) + DONE;
