import { AIMessage, type BaseMessage, isBaseMessage } from "@langchain/core/messages";
import type { Answer } from "../answer/answer.ts";
import { splitSourceList } from "../answer/source-list.ts";
import type { Message } from "../question/read-history.ts";

const ROLES: Readonly<Record<string, Message["role"]>> = { human: "user", ai: "assistant", system: "system" };

/** A conversation in our form. Messages of tools and functions are no part of what people said and are left out. */
export function conversationOf(messages: readonly (Message | BaseMessage)[]): Message[] {
  return messages.flatMap((message) => {
    if (!isBaseMessage(message)) return [message];
    const role = ROLES[message.getType()];
    if (role === undefined) return [];
    // What `asText` gave carries its citations in its list of sources.
    const { answer, measureIds } = splitSourceList(message.text);
    const citations = [...citedBy(message), ...measureIds];
    return role === "assistant" && citations.length > 0
      ? [{ role, content: answer, citations }]
      : [{ role, content: message.text }];
  });
}

/** An answer for a history of LangChain messages: a follow-up knows by its citations what 「その予算は?」 is about. */
export const toAIMessage = ({ id, answer, citations }: Answer): AIMessage =>
  new AIMessage({
    id,
    content: answer,
    additional_kwargs: { citations: Array.from(new Set(citations.map(({ measureId }) => measureId))) },
  });

function citedBy({ additional_kwargs }: BaseMessage): string[] {
  const { citations } = additional_kwargs;
  return Array.isArray(citations) ? citations.filter((id) => typeof id === "string") : [];
}
