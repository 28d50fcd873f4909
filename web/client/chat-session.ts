import type { Answer } from "../../src/answer/answer.ts";
import type { AskFailure, AskOutcome, AskProgress, Message } from "./ask.ts";
import { type AnsweredTurn, type Conversation, type Conversations, messagesFor } from "./conversations.ts";

export type TurnStatus =
  | { kind: "asking"; progress: AskProgress | undefined }
  | { kind: "answered"; answer: Answer }
  | { kind: "stopped" }
  | { kind: "failed"; failure: AskFailure };

/** One question and what became of it. */
export interface Turn {
  key: number;
  question: string;
  status: TurnStatus;
}

/** What a screen reader is told: once when an answer begins and once when it is finished, and nothing between. */
export type Announcement =
  | { kind: "none" }
  | { kind: "begun" }
  | { kind: "finished"; citations: number }
  | { kind: "stopped" }
  | { kind: "failed"; failure: AskFailure };

export interface ChatState {
  turns: readonly Turn[];
  announcement: Announcement;
  conversations: readonly Conversation[];
  /** Id of the conversation on the screen. */
  conversationId: string;
}

export interface ChatSessionOptions {
  ask: (
    messages: readonly Message[],
    signal: AbortSignal,
    onProgress: (progress: AskProgress) => void,
  ) => Promise<AskOutcome>;
  conversations: Conversations;
  newId: () => string;
  now: () => Date;
}

/** A chat without a screen: what was asked and answered, what is under way. Views subscribe and draw `state`. */
export class ChatSession {
  readonly #options: ChatSessionOptions;
  readonly #listeners = new Set<() => void>();
  #state: ChatState;
  #running: AbortController | undefined;
  #startedAt: string;
  #lastKey = 0;

  /** Begins with turns that are answered already: those that the server rendered. */
  constructor(options: ChatSessionOptions, turns: readonly AnsweredTurn[] = []) {
    this.#options = options;
    this.#startedAt = options.now().toISOString();
    this.#state = {
      turns: turns.map((turn) => this.#answered(turn)),
      announcement: { kind: "none" },
      conversations: [],
      conversationId: options.newId(),
    };
  }

  get state(): ChatState {
    return this.#state;
  }

  get busy(): boolean {
    return this.#running !== undefined;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Shows the kept conversation again, or, with turns that the server rendered, keeps those. */
  restore(conversationId: string | undefined): void {
    const { conversations } = this.#options;
    const kept = conversationId === undefined ? undefined : conversations.get(conversationId);
    const rendered = answeredTurns(this.#state.turns);
    if (rendered.length === 0) {
      if (kept !== undefined) this.open(kept.id);
    } else {
      // A shared address opened again is the conversation it was before, with what was asked further.
      const candidates = [...(kept === undefined ? [] : [kept]), ...conversations.list()];
      const known = candidates.find(({ turns }) => beginsWith(turns, rendered));
      if (known !== undefined) this.open(known.id);
      else this.#keep();
    }
    this.#change({ conversations: this.#options.conversations.list() });
  }

  /** Does nothing, and says so by `false`, while another question is being answered and for an empty question. */
  async ask(text: string): Promise<boolean> {
    const question = text.trim();
    if (question === "" || this.busy) return false;
    const controller = new AbortController();
    this.#running = controller;
    const messages = messagesFor(answeredTurns(this.#state.turns), question);
    const key = ++this.#lastKey;
    this.#change({
      turns: [...this.#state.turns, { key, question, status: { kind: "asking", progress: undefined } }],
      announcement: { kind: "begun" },
    });
    const outcome = await this.#options.ask(messages, controller.signal, (progress) => {
      if (this.#running === controller) this.#changeTurn(key, { kind: "asking", progress });
    });
    // The conversation was left meanwhile.
    if (this.#running !== controller) return true;
    this.#running = undefined;
    this.#finish(key, outcome);
    return true;
  }

  /** Takes the turn away and asks its question anew, below the others. */
  async retry(key: number): Promise<void> {
    const turn = this.#state.turns.find((candidate) => candidate.key === key);
    if (turn === undefined || this.busy) return;
    this.#change({ turns: this.#state.turns.filter((candidate) => candidate !== turn) });
    await this.ask(turn.question);
  }

  stop(): void {
    this.#running?.abort();
  }

  startNew(): void {
    this.#leave();
    this.#startedAt = this.#options.now().toISOString();
    this.#change({ turns: [], conversationId: this.#options.newId() });
  }

  open(id: string): void {
    const conversation = this.#options.conversations.get(id);
    if (conversation === undefined) return;
    this.#leave();
    this.#startedAt = conversation.startedAt;
    this.#change({ turns: conversation.turns.map((turn) => this.#answered(turn)), conversationId: id });
  }

  remove(id: string): void {
    this.#options.conversations.remove(id);
    if (id === this.#state.conversationId) this.startNew();
    this.#change({ conversations: this.#options.conversations.list() });
  }

  removeAll(): void {
    this.#options.conversations.removeAll();
    this.startNew();
    this.#change({ conversations: [] });
  }

  #answered({ question, answer }: AnsweredTurn): Turn {
    return { key: ++this.#lastKey, question, status: { kind: "answered", answer } };
  }

  #finish(key: number, outcome: AskOutcome): void {
    if (outcome.status === "answered") {
      this.#changeTurn(key, { kind: "answered", answer: outcome.answer });
      this.#keep();
      this.#change({ announcement: { kind: "finished", citations: outcome.answer.citations.length } });
    } else if (outcome.status === "stopped") {
      this.#changeTurn(key, { kind: "stopped" });
      this.#change({ announcement: { kind: "stopped" } });
    } else {
      const { failure } = outcome;
      this.#changeTurn(key, { kind: "failed", failure });
      this.#change({ announcement: { kind: "failed", failure } });
    }
  }

  #leave(): void {
    const running = this.#running;
    this.#running = undefined;
    running?.abort();
    if (running !== undefined) this.#change({ announcement: { kind: "stopped" } });
  }

  #keep(): void {
    const turns = answeredTurns(this.#state.turns);
    if (turns.length === 0) return;
    const { conversations } = this.#options;
    conversations.put({ id: this.#state.conversationId, startedAt: this.#startedAt, turns });
    this.#change({ conversations: conversations.list() });
  }

  #changeTurn(key: number, status: TurnStatus): void {
    this.#change({ turns: this.#state.turns.map((turn) => (turn.key === key ? { ...turn, status } : turn)) });
  }

  #change(changed: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...changed };
    for (const listener of this.#listeners) listener();
  }
}

const beginsWith = (turns: readonly AnsweredTurn[], first: readonly AnsweredTurn[]): boolean =>
  first.every(({ question }, index) => question === turns[index]?.question);

export function answeredTurns(turns: readonly Turn[]): AnsweredTurn[] {
  return turns.flatMap(({ question, status }) =>
    status.kind === "answered" ? [{ question, answer: status.answer }] : [],
  );
}
