import { z } from "@hono/zod-openapi";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { resolveReferences } from "./resolve-references.ts";

export const Message = z
  .object({
    role: z.enum(["user", "assistant", "system"]),
    content: z.string(),
    /** Measure ids that an earlier answer cited: how a stateless server knows what "それ" is. */
    citations: z.array(z.string()).optional(),
  })
  .openapi("Message");
export type Message = z.infer<typeof Message>;

export interface Conversation {
  question: string;
  /** Measures the last answer was about, best first. */
  focus: string[];
  /** The user's question before this one, "" at the start. */
  previousQuestion: string;
}

/** The question to answer and what it may refer back to. The last user message is the question; system messages are ignored. */
export function readConversation(messages: readonly Message[], catalogue: Catalogue): Conversation {
  const last = messages.findLastIndex((message) => message.role === "user");
  const earlier = messages.slice(0, Math.max(0, last));
  const answer = earlier.findLast((message) => message.role === "assistant");
  return {
    question: messages[last]?.content ?? "",
    focus: answer ? focusOf(answer, catalogue) : [],
    previousQuestion: earlier.findLast((message) => message.role === "user")?.content ?? "",
  };
}

function focusOf(answer: Message, catalogue: Catalogue): string[] {
  const cited = (answer.citations ?? []).filter((id) => catalogue.measures.has(id));
  if (cited.length > 0) return Array.from(new Set(cited));
  const named = resolveReferences(answer.content, catalogue);
  return Array.from(new Set([...named.measures, ...named.titles]));
}

const POINTS_BACK =
  /^(それ|その|これ|この|あれ|じゃあ|では|で、|ちなみに|じゃ|上の|さっき|今の|同じ|他に|ほかに)|それ(は|の|って|と|を)|その(施策|事業|制度|補助金|助成金|予算|実績)|(一つ|ひとつ|二つ|[12１２]番)目/u;
const CHANGES_TOPIC =
  /ところで|話は変わ|別の話|それはもういい|次の質問|^次。|もう一つ(別|聞)|別件|違う話|全然別|以上です/u;

/** Whether a question stands on the one before: it points back, or is too short to stand alone. */
export function dependsOnHistory(question: string, ownWords: number): boolean {
  if (CHANGES_TOPIC.test(question)) return false;
  return POINTS_BACK.test(question.trim()) || ownWords <= 3;
}
