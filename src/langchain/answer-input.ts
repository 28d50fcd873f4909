import type { BaseMessage } from "@langchain/core/messages";
import type { BasePromptValueInterface } from "@langchain/core/prompt_values";
import type { AskRequest } from "../answer/assistant.ts";
import type { Message } from "../question/read-history.ts";
import { conversationOf } from "./chat-messages.ts";

/** A conversation whose last message of the user is the question, with what `POST /api/chat` takes beside it. */
export interface ChatInput extends Omit<AskRequest, "messages"> {
  messages: readonly (Message | BaseMessage)[];
}

/** A question, a conversation, a state with `messages`, or what a prompt template gives. */
export type AnswerInput = string | readonly (Message | BaseMessage)[] | ChatInput | BasePromptValueInterface;

export function askRequestOf(input: AnswerInput): AskRequest {
  if (typeof input === "string") return { messages: [{ role: "user", content: input }] };
  if (isList(input)) return { messages: conversationOf(input) };
  if ("toChatMessages" in input) return { messages: conversationOf(input.toChatMessages()) };
  if (!Array.isArray(input.messages)) throw new Error("an answer needs a question, messages, or { messages }");
  return { ...input, messages: conversationOf(input.messages) };
}

/** Array.isArray does not narrow a union with a readonly array. */
const isList = (input: Exclude<AnswerInput, string>): input is readonly (Message | BaseMessage)[] =>
  Array.isArray(input);
