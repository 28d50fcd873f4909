import type { Answer } from "../../src/answer/answer.ts";
import { isAnswer, parseJson } from "./answer-events.ts";
import type { Message } from "./ask.ts";

export interface Turn {
  question: string;
  answer: Answer;
}

/** Follow-ups lean on the last answers only, and the server limits the size of a request. */
const TURNS_SENT = 6;
const TURNS_KEPT = 30;

function isTurn(value: unknown): value is Turn {
  return (
    typeof value === "object" &&
    value !== null &&
    "question" in value &&
    typeof value.question === "string" &&
    "answer" in value &&
    isAnswer(value.answer)
  );
}

export function readTurn(json: string): Turn | undefined {
  const value = parseJson(json);
  return isTurn(value) ? value : undefined;
}

/** The answered turns of this tab. `storage` is undefined where the browser refuses it; memory still holds them. */
export class Conversation {
  readonly #storage: Storage | undefined;
  readonly #key: string;
  #turns: readonly Turn[];

  constructor(storage: Storage | undefined, key: string) {
    this.#storage = storage;
    this.#key = key;
    const saved = parseJson(storage?.getItem(key) ?? "");
    this.#turns = Array.isArray(saved) ? saved.filter(isTurn) : [];
  }

  get turns(): readonly Turn[] {
    return this.#turns;
  }

  /** A turn whose answer is here already (a page reloaded after the form was posted) is not added twice. */
  add(turn: Turn): void {
    if (this.#turns.some((known) => known.answer.id === turn.answer.id)) return;
    this.#turns = [...this.#turns, turn].slice(-TURNS_KEPT);
    this.#save();
  }

  clear(): void {
    this.#turns = [];
    this.#save();
  }

  /** What the server is asked: the last turns, then the question. */
  messagesFor(question: string): Message[] {
    const history = this.#turns.slice(-TURNS_SENT).flatMap(({ question: asked, answer }): Message[] => [
      { role: "user", content: asked },
      {
        role: "assistant",
        content: answer.answer,
        citations: [...new Set(answer.citations.map((citation) => citation.measureId))],
      },
    ]);
    return [...history, { role: "user", content: question }];
  }

  #save(): void {
    try {
      if (this.#turns.length === 0) this.#storage?.removeItem(this.#key);
      else this.#storage?.setItem(this.#key, JSON.stringify(this.#turns));
    } catch {
      // A full storage costs the history after a reload, not the conversation on the screen.
    }
  }
}
