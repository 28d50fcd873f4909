import type { HybridSearch } from "../retrieval/hybrid-search.ts";
import type { AnswerEvent } from "./answer-events.ts";
import { type Answering, type AskRequest, Assistant, type AssistantOptions } from "./assistant.ts";

export interface AnsweringInTurn extends Answering {
  /** Resolves when the next answer may be made; at once without it. */
  turn?: (() => Promise<void>) | undefined;
}

/** An assistant of a server: it tells at once that an answer begins, and makes it when its turn has come. */
export class AssistantInTurn extends Assistant {
  readonly #options: AssistantOptions & AnsweringInTurn;

  constructor(search: HybridSearch, options: AssistantOptions & AnsweringInTurn) {
    super(search, options);
    this.#options = options;
  }

  override async *stream(request: AskRequest, signal?: AbortSignal): AsyncGenerator<AnswerEvent> {
    signal?.throwIfAborted();
    const id = this.#options.newId();
    yield { event: "answer-start", data: { id } };
    await this.#options.turn?.();
    const assistant = new Assistant(this.search, { ...this.#options, newId: () => id });
    for await (const event of assistant.stream(request, signal)) if (event.event !== "answer-start") yield event;
  }
}
