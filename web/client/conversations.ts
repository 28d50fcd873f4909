import type { Answer } from "../../src/answer/answer.ts";
import { isAnswer, isObject, parseJson } from "./answer-events.ts";
import type { Message } from "./ask.ts";

export interface AnsweredTurn {
  question: string;
  answer: Answer;
}

export interface Conversation {
  id: string;
  /** ISO time of the first question. */
  startedAt: string;
  turns: readonly AnsweredTurn[];
}

/** Follow-ups lean on the last answers only, and the server limits the size of a request. */
const TURNS_SENT = 6;
/** The server takes 32 KB; the question and the company stand beside. */
const BYTES_SENT = 20_000;
const TURNS_KEPT = 30;
const CONVERSATIONS_KEPT = 20;

function isAnsweredTurn(value: unknown): value is AnsweredTurn {
  return isObject(value) && typeof value.question === "string" && isAnswer(value.answer);
}

function isConversation(value: unknown): value is Conversation {
  return (
    isObject(value) &&
    typeof value.id === "string" &&
    typeof value.startedAt === "string" &&
    Array.isArray(value.turns) &&
    value.turns.every(isAnsweredTurn)
  );
}

/** The turns a page was rendered with; none for anything else. */
export function readTurns(json: string | undefined): AnsweredTurn[] {
  const value = parseJson(json ?? "");
  return Array.isArray(value) ? value.filter(isAnsweredTurn) : [];
}

const sizeOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).length;

/** What the server is asked: the last turns, then the question. */
export function messagesFor(turns: readonly AnsweredTurn[], question: string): Message[] {
  const history = turns.slice(-TURNS_SENT).map(({ question: asked, answer }): Message[] => [
    { role: "user", content: asked },
    {
      role: "assistant",
      content: answer.answer,
      citations: [...new Set(answer.citations.map((citation) => citation.measureId))],
    },
  ]);
  // Long turns go, oldest first: the server takes no body above its limit.
  while (history.length > 0 && sizeOf(history) > BYTES_SENT) history.shift();
  return [...history.flat(), { role: "user", content: question }];
}

/**
 * The conversations of this browser, newest first, as JSON under one key. Read anew before each change, so that two tabs
 * keep each other's. `storage` is undefined where the browser refuses it: then memory holds them until the page goes.
 */
export class Conversations {
  readonly #storage: Storage | undefined;
  readonly #key: string;
  /** Stands in for the storage where there is none, or where not even the newest conversation fitted. */
  #memory: readonly Conversation[] = [];

  constructor(storage: Storage | undefined, key: string) {
    this.#storage = storage;
    this.#key = key;
  }

  list(): readonly Conversation[] {
    const saved = parseJson(this.#storage?.getItem(this.#key) ?? "");
    return Array.isArray(saved) ? saved.filter(isConversation) : this.#memory;
  }

  get(id: string): Conversation | undefined {
    return this.list().find((conversation) => conversation.id === id);
  }

  /** Replaces the conversation of the same id, or adds it as the newest. */
  put(conversation: Conversation): void {
    const kept = { ...conversation, turns: conversation.turns.slice(-TURNS_KEPT) };
    const others = this.list().filter(({ id }) => id !== conversation.id);
    this.#save([kept, ...others].slice(0, CONVERSATIONS_KEPT));
  }

  remove(id: string): void {
    this.#save(this.list().filter((conversation) => conversation.id !== id));
  }

  removeAll(): void {
    this.#save([]);
  }

  #save(conversations: readonly Conversation[]): void {
    this.#memory = conversations;
    // A full storage costs the oldest conversations, not the newest.
    for (let kept = conversations.length; kept >= 0; kept--) {
      try {
        if (kept === 0) this.#storage?.removeItem(this.#key);
        else this.#storage?.setItem(this.#key, JSON.stringify(conversations.slice(0, kept)));
        if (this.#storage !== undefined && (kept > 0 || conversations.length === 0)) this.#memory = [];
        return;
      } catch {}
    }
  }
}
