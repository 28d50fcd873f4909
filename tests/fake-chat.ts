import type { Answer } from "../src/answer/answer.ts";
import type { Citation } from "../src/answer/citation.ts";
import type { AskFailure, AskOutcome, AskProgress, Message } from "../web/client/ask.ts";
import { ChatSession } from "../web/client/chat-session.ts";
import { type AnsweredTurn, Conversations } from "../web/client/conversations.ts";

export const answerOf = (text: string): Answer => ({
  id: text,
  kind: "answer",
  answer: text,
  citations: [],
  measures: [],
  suggestions: [],
  mode: "extractive",
  tookMs: 1,
  edition: "2025-02",
});
export const citation: Citation = {
  n: 1,
  edition: "2025-02",
  measureId: "5-3",
  number: "(5)③",
  title: "助成金",
  pages: { first: 73, last: 73, exact: true },
  column: "policy",
  quote: "助成する。",
  url: "/measures/5-3",
};
export const failure: AskFailure = {
  code: "internal_error",
  message: "失敗しました。",
  hint: undefined,
  retryAfterSeconds: undefined,
  retryable: true,
};
export const progress: AskProgress = { id: "a1", text: "賃上", citations: [], resumed: false };
export const answered = (text: string): AskOutcome => ({ status: "answered", answer: answerOf(text) });

/** One question on its way: the test says what arrives and how it ends. An abort ends it as the real `ask` does. */
export interface Call {
  messages: readonly Message[];
  signal: AbortSignal;
  onProgress: (progress: AskProgress) => void;
  end: (outcome: AskOutcome) => Promise<void>;
}

/** A chat whose server is the test, without storage. */
export function newChat(turns: readonly AnsweredTurn[] = []) {
  const calls: Call[] = [];
  const conversations = new Conversations(undefined, "conversations");
  let ids = 0;
  let minutes = 0;
  const session = new ChatSession(
    {
      ask: (messages, signal, onProgress) =>
        new Promise((resolve) => {
          const end = async (outcome: AskOutcome): Promise<void> => {
            resolve(outcome);
            await new Promise(setImmediate);
          };
          signal.addEventListener("abort", () => resolve({ status: "stopped" }));
          calls.push({ messages, signal, onProgress, end });
        }),
      conversations,
      newId: () => `conversation-${++ids}`,
      now: () => new Date(Date.UTC(2025, 1, 3, 4, ++minutes)),
    },
    turns,
  );
  const announced: string[] = [];
  let last = session.state.announcement;
  session.subscribe(() => {
    if (session.state.announcement === last) return;
    last = session.state.announcement;
    announced.push(last.kind);
  });
  const shown = (): string[] => session.state.turns.map(({ question, status }) => `${question}: ${status.kind}`);
  /** The call of the newest question. */
  const call = (): Call => {
    const newest = calls.at(-1);
    if (newest === undefined) throw new Error("nothing was asked");
    return newest;
  };
  return { session, conversations, calls, call, announced, shown };
}

export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
