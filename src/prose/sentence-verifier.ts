import type { AIMessageChunk } from "@langchain/core/messages";
import { Runnable, type RunnableConfig } from "@langchain/core/runnables";
import { z } from "zod";
import type { CitedSentence } from "./citing-text.ts";
import { ProseFailure } from "./prose-failure.ts";
import { SentenceSplitter, type WrittenSentence } from "./sentence-splitter.ts";
import { type SourceBook, verifySentence, type Withheld } from "./verify-sentence.ts";

/** A reply that goes on and on is cut off here. */
const LONGEST_REPLY = 6000;
const Usage = z.object({ total_tokens: z.number() });
const ENDED = new Set(["stop", "length", "end_turn", "eos"]);

/**
 * The last step of the chain: a model's message, as it arrives, to the sentences of it that the sources bear out. Throws
 * ProseFailure where the message ends before it says that it has ended, or is a refusal.
 */
export class SentenceVerifier extends Runnable<AIMessageChunk, readonly CitedSentence[]> {
  static override lc_name(): string {
    return "SentenceVerifier";
  }
  override lc_namespace = ["shisaku-navi", "prose"];
  readonly #book: SourceBook;
  readonly #onWithheld: (reason: Withheld) => void;
  #tokens = 0;
  #characters = 0;
  readonly #shown = new Set<string>();

  constructor(book: SourceBook, onWithheld: (reason: Withheld) => void) {
    super();
    this.#book = book;
    this.#onWithheld = onWithheld;
  }

  /** Tokens that the server counted, of prompt and reply; undefined where it did not say. */
  get countedTokens(): number | undefined {
    return this.#tokens > 0 ? this.#tokens : undefined;
  }

  get replyCharacters(): number {
    return this.#characters;
  }

  override async invoke(message: AIMessageChunk, config?: Partial<RunnableConfig>): Promise<readonly CitedSentence[]> {
    const found: CitedSentence[] = [];
    for await (const sentences of this.transform(once(message), config ?? {})) found.push(...sentences);
    return found;
  }

  override async *transform(
    messages: AsyncGenerator<AIMessageChunk>,
    _config: Partial<RunnableConfig>,
  ): AsyncGenerator<readonly CitedSentence[]> {
    const splitter = new SentenceSplitter();
    let ending: string | undefined;
    for await (const message of messages) {
      const usage = Usage.safeParse(message.usage_metadata);
      this.#tokens = Math.max(this.#tokens, usage.data?.total_tokens ?? 0);
      if (message.additional_kwargs.refusal) throw new ProseFailure("refused");
      const { finish_reason: reason } = message.response_metadata as { finish_reason?: unknown };
      if (reason === "content_filter") throw new ProseFailure("refused");
      if (typeof reason === "string" && ENDED.has(reason)) ending = reason;
      this.#characters += message.text.length;
      if (this.#characters > LONGEST_REPLY) throw new ProseFailure("malformed");
      yield this.#verified(splitter.add(message.text));
    }
    if (ending === undefined) throw new ProseFailure("cut");
    // Where the tokens ran out, the last sentence is a piece of one: it may say the opposite of the whole.
    if (ending !== "length") yield this.#verified(splitter.end());
  }

  #verified(written: readonly WrittenSentence[]): CitedSentence[] {
    return written.flatMap(({ text, startsLine, isItem }) => {
      const verdict = verifySentence(text, this.#book);
      if (verdict.success) {
        // Small models fall into saying one thing again and again.
        if (this.#shown.has(verdict.text)) return [];
        this.#shown.add(verdict.text);
        return [{ text: verdict.text, cited: verdict.cited, startsLine, isItem }];
      }
      this.#onWithheld(verdict.reason);
      return [];
    });
  }
}

async function* once<Item>(item: Item): AsyncGenerator<Item> {
  yield item;
}
