import { Runnable, type RunnableConfig } from "@langchain/core/runnables";
import type { Answer } from "../answer/answer.ts";
import type { AnswerEvent } from "../answer/answer-events.ts";
import type { Assistant } from "../answer/assistant.ts";
import { type AnswerInput, askRequestOf } from "./answer-input.ts";
import { AnswerTextRunnable } from "./answer-text-runnable.ts";

/**
 * The assistant as a runnable: a question in, an Answer with its citations out. An Answer is checked as a whole, so `stream`
 * gives it in one piece; `asText()` streams the text, `events()` everything. An aborted `signal` stops the work.
 */
export class AnswerRunnable extends Runnable<AnswerInput, Answer> {
  override lc_namespace = ["shisaku_navi", "runnables"];
  readonly #assistant: Pick<Assistant, "ask" | "stream">;

  constructor(assistant: Pick<Assistant, "ask" | "stream">) {
    super();
    this.#assistant = assistant;
  }

  static override lc_name(): string {
    return "AnswerRunnable";
  }

  override invoke(input: AnswerInput, options?: Partial<RunnableConfig>): Promise<Answer> {
    const ask = async (given: AnswerInput, config?: Partial<RunnableConfig>): Promise<Answer> =>
      this.#assistant.ask(askRequestOf(given), config?.signal);
    return this._callWithConfig(ask, input, options);
  }

  /** The answer's text with its sources below, streamed as it is made. */
  asText(): AnswerTextRunnable {
    return new AnswerTextRunnable(this.#assistant);
  }

  /** What `POST /api/chat` streams: `answer-start`, `source-document`, `text-delta` and, last, `answer-end`. */
  events(input: AnswerInput, { signal }: { signal?: AbortSignal } = {}): AsyncGenerator<AnswerEvent> {
    return this.#assistant.stream(askRequestOf(input), signal);
  }
}
