import { z } from "@hono/zod-openapi";
import { splitSourceList } from "../answer/source-list.ts";
import type { Message } from "../question/read-history.ts";
import { checkQuestion, MESSAGE_LENGTH, MOST_MESSAGES } from "./chat-route.ts";
import { OpenaiProblem } from "./openai-error.ts";
import { MODEL } from "./openai-model.ts";
import { Problem } from "./problem.ts";

const ChatContent = z.union([z.string(), z.array(z.looseObject({ type: z.string(), text: z.string().optional() }))]);

/** As much of OpenAI's request as an answer can heed. Other parameters are let through and change nothing. */
export const ChatCompletionRequest = z
  .object({
    model: z
      .string()
      .nullish()
      .openapi({ description: `${MODEL}, or ${MODEL}:edition` }),
    messages: z
      .array(
        z.object({
          role: z.enum(["user", "assistant", "system", "developer", "tool", "function"]),
          content: ChatContent.nullish(),
        }),
      )
      .min(1),
    stream: z.boolean().nullish(),
    stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
    n: z.number().nullish().openapi({ description: "1 only" }),
  })
  .openapi("ChatCompletionRequest", {
    example: { model: MODEL, messages: [{ role: "user", content: "キャリアアップ助成金の予算は?" }] },
  });
export type ChatCompletionRequest = z.infer<typeof ChatCompletionRequest>;

/**
 * The conversation as `/api/chat` takes it: what user and assistant said, the newest of it. Whatever else was said changes
 * nothing. Where the assistant's text ends in our list of sources, it is told by the measures cited.
 * Throws Problem 400 without a question, 413 for one that is too long.
 */
export function readMessages({ messages, n }: ChatCompletionRequest): Message[] {
  if (n !== undefined && n !== null && n !== 1) {
    throw new OpenaiProblem(
      new Problem(400, "unsupported_value", "答えはひとつだけです。", "n を 1 にするか、外してください。"),
      "n",
    );
  }
  const said = messages.flatMap(({ role, content }): Message[] => {
    const text = textOf(content);
    if (role === "user") return [{ role, content: text }];
    if (role !== "assistant") return [];
    const { answer, measureIds } = splitSourceList(text);
    return [{ role, content: answer, citations: measureIds }];
  });
  checkHasText(messages);
  checkQuestion(said);
  // Clients send all that was ever said, of other models too.
  return said
    .slice(-MOST_MESSAGES)
    .map((message) => ({ ...message, content: message.content.slice(0, MESSAGE_LENGTH) }));
}

/** All text of a request: what its prompt tokens are counted from. */
export const promptText = ({ messages }: ChatCompletionRequest): string =>
  messages.map(({ content }) => textOf(content)).join("\n");

function textOf(content: ChatCompletionRequest["messages"][number]["content"]): string {
  if (typeof content === "string") return content;
  return (content ?? []).flatMap(({ text }) => text ?? []).join("\n");
}

/** A picture alone asks nothing that could be answered; beside a text it is passed over. */
function checkHasText(messages: ChatCompletionRequest["messages"]): void {
  const last = messages.findLastIndex(({ role }) => role === "user");
  const content = messages[last]?.content;
  if (!Array.isArray(content) || content.length === 0 || textOf(content).trim() !== "") return;
  if (content.every(({ type }) => type === "text")) return;
  throw new OpenaiProblem(
    new Problem(400, "unsupported_content", "画像・音声・ファイルは読み取れません。", "質問を文章で送ってください。"),
    `messages.${last}.content`,
  );
}
