import type { CallbackManagerForChainRun } from "@langchain/core/callbacks/manager";
import { Runnable, type RunnableConfig } from "@langchain/core/runnables";
import type { Assistant } from "../answer/assistant.ts";
import { sourceList } from "../answer/source-list.ts";
import { type AnswerInput, askRequestOf } from "./answer-input.ts";

/**
 * The assistant as a runnable of text: Markdown with `[1]` marks and the list of sources below. `stream` gives it in pieces
 * that joined are what `invoke` gives; each citation is dispatched before as a custom event `source-document`.
 */
export class AnswerTextRunnable extends Runnable<AnswerInput, string> {
  override lc_namespace = ["shisaku_navi", "runnables"];
  readonly #assistant: Pick<Assistant, "stream">;

  constructor(assistant: Pick<Assistant, "stream">) {
    super();
    this.#assistant = assistant;
  }

  static override lc_name(): string {
    return "AnswerTextRunnable";
  }

  override invoke(input: AnswerInput, options?: Partial<RunnableConfig>): Promise<string> {
    const joined = async (
      given: AnswerInput,
      config?: Partial<RunnableConfig>,
      run?: CallbackManagerForChainRun,
    ): Promise<string> => {
      let text = "";
      for await (const delta of this.#deltas(given, config?.signal, run)) text += delta;
      return text;
    };
    return this._callWithConfig(joined, input, options);
  }

  override async *_streamIterator(input: AnswerInput, options?: Partial<RunnableConfig>): AsyncGenerator<string> {
    const deltas = this.#deltas.bind(this);
    async function* pieces(
      inputs: AsyncGenerator<AnswerInput>,
      run?: CallbackManagerForChainRun,
      config?: Partial<RunnableConfig>,
    ): AsyncGenerator<string> {
      for await (const given of inputs) yield* deltas(given, config?.signal, run);
    }
    yield* this._transformStreamWithConfig(only(input), pieces, options ?? {});
  }

  async *#deltas(
    input: AnswerInput,
    signal: AbortSignal | undefined,
    run: CallbackManagerForChainRun | undefined,
  ): AsyncGenerator<string> {
    for await (const { event, data } of this.#assistant.stream(askRequestOf(input), signal)) {
      if (event === "source-document") await run?.handleCustomEvent(event, data);
      if (event === "text-delta") yield data.text;
      if (event !== "answer-end") continue;
      const sources = sourceList(data.citations);
      if (sources !== "") yield sources;
    }
  }
}

async function* only<Item>(item: Item): AsyncGenerator<Item> {
  yield item;
}
