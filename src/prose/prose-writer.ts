import type { BaseChatModel } from "@langchain/core/language_models/chat_models";
import { RunnableLambda, RunnableSequence } from "@langchain/core/runnables";
import type { Answer } from "../answer/answer.ts";
import type { AnswerEvent } from "../answer/answer-events.ts";
import { measureLine } from "../answer/measure-line.ts";
import { type CitedPiece, type CitedSentence, CitingText } from "./citing-text.ts";
import { PROSE_PROMPT, type ProseQuestion, promptValues } from "./compose-prompt.ts";
import { evidenceOf } from "./evidence.ts";
import type { Extraction } from "./extraction.ts";
import type { ModelGate } from "./model-gate.ts";
import { numberSources } from "./number-sources.ts";
import { type FailureCode, ProseFailure, readFailure } from "./prose-failure.ts";
import { PROSE_PHRASES } from "./prose-phrases.ts";
import { rewriteFollowUp } from "./rewrite-follow-up.ts";
import { SentenceVerifier } from "./sentence-verifier.ts";
import { untilAborted } from "./until-aborted.ts";
import type { SourceBook, Withheld } from "./verify-sentence.ts";

export interface ProseWriterOptions {
  model: BaseChatModel;
  gate: ModelGate;
  /** The whole reply must have come by then. */
  timeoutMs: number;
  /** The first verified sentence must have come by then: a reader waits no longer for the extractive answer. */
  firstTextMs: number;
  observer: ProseObserver;
  /** Milliseconds, monotonic. */
  clock: () => number;
}

/** Told what becomes of each answer; for metrics and the log. */
export interface ProseObserver {
  ended(outcome: "written" | FailureCode): void;
  withheld(reason: Withheld): void;
  tokens(count: number): void;
}

interface Prepared extends ProseQuestion {
  book: SourceBook;
}

/** Longer lists are for reading down, not for prose. */
const MOST_LISTED = 6;

/** Writes answers as prose by a language model, from numbered quotes and verified sentence by sentence. */
export class ProseWriter {
  readonly #options: ProseWriterOptions;
  /** Question and sources for the prompt. */
  readonly #prepare = RunnableSequence.from<Extraction, Prepared>([
    RunnableLambda.from(rewriteFollowUp),
    RunnableLambda.from(numberedSources),
  ]);

  constructor(options: ProseWriterOptions) {
    this.#options = options;
  }

  /** Whether the model answered when it was last asked; true before. */
  get modelAnswers(): boolean {
    return !this.#options.gate.isFailing;
  }

  /** Prose is for an answer or a short list with quotes. Refusals, counts, places and calculations are better as they are. */
  wants({ draft, context, hasCompany }: Extraction): boolean {
    const { language, compares, attribute } = context.understanding;
    const isText = draft.kind === "answer" || (draft.kind === "list" && draft.measures.length <= MOST_LISTED);
    const conditions = hasCompany && draft.kind === "list";
    return (
      isText && draft.citations.length > 0 && language === "ja" && !compares && attribute !== "location" && !conditions
    );
  }

  /**
   * The answer as events. Where the model fails or nothing it says holds, the extractive answer follows, whole, behind
   * whatever was shown; `mode` is then "extractive" and the notice says so. Throws the reason of an aborted signal only.
   */
  async *write(extraction: Extraction, signal: AbortSignal | undefined): AsyncGenerator<AnswerEvent> {
    const begun = this.#options.clock();
    const { answer, context } = extraction;
    const text = new CitingText(Array.from(new Set(answer.citations.map(({ measureId }) => measureId))));
    yield { event: "answer-start", data: { id: answer.id } };
    let failure: ProseFailure | undefined;
    try {
      for await (const piece of this.#pieces(extraction, text, signal)) yield* eventsOf(piece);
      if (text.text === "") failure = new ProseFailure("unsupported");
    } catch (thrown) {
      signal?.throwIfAborted();
      failure = readFailure(thrown);
    }
    this.#note(failure);
    const piece = failure ? text.append(answer.answer, answer.citations) : text.append(closing(text, extraction), []);
    yield* eventsOf(piece);
    const cited = text.citations.map(({ measureId }) => measureId);
    const phrase = failure ? PROSE_PHRASES.failed : PROSE_PHRASES.written;
    const data: Answer = {
      ...answer,
      answer: text.text,
      citations: [...text.citations],
      measures: Array.from(new Set([...cited, ...answer.measures])),
      notice: [phrase, answer.notice ?? ""].join(" ").trim(),
      mode: failure ? "extractive" : "llm",
      tookMs: Math.round((answer.tookMs + this.#options.clock() - begun) * 100) / 100,
      edition: context.catalogue.edition,
    };
    yield { event: "answer-end", data };
  }

  async *#pieces(
    extraction: Extraction,
    text: CitingText,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<CitedPiece> {
    const { gate, timeoutMs, firstTextMs } = this.#options;
    if (!gate.isOpen) throw new ProseFailure("paused");
    const late = new AbortController();
    const giveUp = (): void => late.abort(new ProseFailure("timeout"));
    const timers = [setTimeout(giveUp, timeoutMs), setTimeout(giveUp, Math.min(firstTextMs, timeoutMs))];
    const stop = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
    try {
      for await (const sentences of untilAborted(this.#sentences(extraction, stop), stop)) {
        for (const piece of sentences.flatMap((sentence) => text.add(sentence))) {
          clearTimeout(timers[1]);
          yield piece;
        }
      }
      yield* text.end();
    } finally {
      for (const timer of timers) clearTimeout(timer);
      // Whoever stops reading stops the model too.
      late.abort();
    }
  }

  /** Rewrite, number the sources, prompt, model, verify. */
  async *#sentences(extraction: Extraction, signal: AbortSignal): AsyncGenerator<readonly CitedSentence[]> {
    const { model, observer, gate } = this.#options;
    const prepared = await this.#prepare.invoke(extraction, { signal });
    const values = promptValues(prepared);
    const verifier = new SentenceVerifier(prepared.book, (reason) => observer.withheld(reason));
    const chain = PROSE_PROMPT.pipe(model).pipe(verifier);
    try {
      yield* await chain.stream(values, { signal });
    } finally {
      // Where the server counts nothing: a token a character is near enough, and on the safe side, in Japanese.
      const sent = Object.values(values).reduce((sum, value) => sum + value.length, 0);
      const tokens = verifier.countedTokens ?? sent + verifier.replyCharacters;
      gate.addTokens(tokens);
      observer.tokens(tokens);
    }
  }

  #note(failure: ProseFailure | undefined): void {
    const { gate, observer } = this.#options;
    observer.ended(failure?.code ?? "written");
    if (failure === undefined || failure.code === "unsupported") gate.succeeded();
    else if (failure.code !== "paused") gate.failed(failure.retryAfterMs);
  }
}

function numberedSources({ extraction, question }: ReturnType<typeof rewriteFollowUp>): Prepared {
  const { context, draft } = extraction;
  const sources = numberSources(context, draft);
  const measures = new Map(sources.map(({ measure }) => [measure.id, measure]));
  const evidence = new Map(Array.from(measures, ([id, measure]) => [id, evidenceOf(measure)]));
  return { question, document: context.catalogue.collection.document.title, sources, book: { sources, evidence } };
}

function* eventsOf({ citations, text }: CitedPiece): Generator<AnswerEvent> {
  for (const citation of citations) yield { event: "source-document", data: citation };
  if (text !== "") yield { event: "text-delta", data: { text } };
}

/** Below the prose, as below an extractive answer: which measures they are, on which pages. */
function closing(text: CitingText, { context, draft }: Extraction): string {
  const ids = Array.from(new Set(text.citations.map(({ measureId }) => measureId)));
  const lines = ids.flatMap((id) => {
    const measure = context.catalogue.measures.get(id);
    return measure ? measureLine(measure) : [];
  });
  const named =
    lines.length === 1 ? `${context.phrases.measure}${lines[0]}` : lines.map((line) => `- ${line}`).join("\n");
  return draft.aside === undefined ? named : `${named}\n\n${draft.aside}`;
}
