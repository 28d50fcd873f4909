import OpenAI from "openai";
import type { ChatCompletionMessageParam } from "openai/resources";
import { Answer } from "../src/answer/answer.ts";
import { MODEL } from "../src/http/openai-model.ts";
import { listen } from "./listen.ts";
import { asking, postJson, type RunningApp } from "./real-app.ts";

/** OpenAI's own client before the app on a port of its own; a refusal is not tried again. */
export async function openaiClient(running: RunningApp): Promise<{ client: OpenAI; address: string }> {
  const address = await listen(running);
  return { client: new OpenAI({ baseURL: `${address}/v1`, apiKey: "any", maxRetries: 0 }), address };
}

export const say = (role: "user" | "assistant" | "system", content: string): ChatCompletionMessageParam => ({
  role,
  content,
});

/** A request of one question. */
export const question = (content: string): { model: string; messages: ChatCompletionMessageParam[] } => ({
  model: MODEL,
  messages: [say("user", content)],
});

/** What `/api/chat` answers. */
export async function answerOfChat({ app, settings }: RunningApp, content: string): Promise<Answer> {
  const response = await app.request(`${settings.BASE_PATH}/api/chat`, postJson(asking(content)));
  return Answer.parse(await response.json());
}
