import type { Measure } from "../../ingest/collection.ts";
import { type AskingCompany, readAskingCompany } from "../match/asking-company.ts";
import type { Company } from "../match/read-company.ts";
import type { Extraction } from "../prose/extraction.ts";
import type { ProseWriter } from "../prose/prose-writer.ts";
import { hasPersonalData } from "../question/find-personal-data.ts";
import { type Message, readConversation } from "../question/read-history.ts";
import type { Language } from "../question/read-language.ts";
import { readListing } from "../question/read-listing.ts";
import { resolveReferences } from "../question/resolve-references.ts";
import { understandQuestion } from "../question/understand-question.ts";
import type { Filters } from "../retrieval/filters.ts";
import type { HybridSearch, MeasureHit } from "../retrieval/hybrid-search.ts";
import type { Answer } from "./answer.ts";
import { answerBySearch, preferNamed } from "./answer-by-search.ts";
import { type AnswerContext, answerContext, quotesOf } from "./answer-context.ts";
import { type AnswerEvent, answerEvents, wholeAnswer } from "./answer-events.ts";
import { answerByNeeds } from "./answer-for-company.ts";
import { answerListing } from "./answer-listing.ts";
import { answerNamed } from "./answer-named.ts";
import { composeOverview } from "./compose-overview.ts";
import { composeRefusal } from "./compose-without.ts";
import type { Draft } from "./draft.ts";
import type { Judgement } from "./judge-question.ts";
import { readSignals, SIGNAL_HITS, type Signals } from "./read-signals.ts";
import { verifyDraft } from "./verify-draft.ts";

export interface AssistantOptions {
  /** "/measures/5-3" to the link that citations carry. */
  linkTo: (path: string) => string;
  newId: () => string;
  /** When a question is outside the document, and when too broad. */
  judgement: Judgement;
  /** Milliseconds, monotonic. */
  clock: () => number;
}

/** What the program that runs the assistants adds to them. */
export interface Answering {
  /** Writes what was extracted as prose; without it every answer is extractive. */
  prose?: ProseWriter | undefined;
  /** Told of every answer that was made whole: for metrics, and for the log of questions. */
  onAnswer?: ((question: string, answer: Answer, droppedLines: number) => void) | undefined;
}

export interface AskRequest {
  messages: readonly Message[];
  filters?: Filters | undefined;
  /** Of the answer's own words; read from the question without it. */
  language?: Language | undefined;
  /** Of the one who asks: which support fits is answered for it; nothing else is. */
  company?: Company | undefined;
}

/** Answers from the document's own sentences: what is named first, then lists, then retrieval; nothing leaves unverified. */
export class Assistant {
  readonly search: HybridSearch;
  readonly #options: AssistantOptions & Answering;
  #droppedLines = 0;

  constructor(search: HybridSearch, options: AssistantOptions & Answering) {
    this.search = search;
    this.#options = options;
  }

  /** Lines of all answers so far that the last check left out; 0 unless something is wrong. */
  get droppedLines(): number {
    return this.#droppedLines;
  }

  /** The whole answer. An aborted `signal` stops the work and rejects with its reason. */
  async ask(request: AskRequest, signal?: AbortSignal): Promise<Answer> {
    return wholeAnswer(this.stream(request, signal));
  }

  /** The same answer as events, as it is made. Throws what `ask` throws. */
  async *stream(request: AskRequest, signal?: AbortSignal): AsyncGenerator<AnswerEvent> {
    signal?.throwIfAborted();
    const extraction = await this.#extract(request);
    const { prose } = this.#options;
    const events = prose?.wants(extraction) ? prose.write(extraction, signal) : answerEvents(extraction.answer);
    for await (const event of events) {
      if (event.event === "answer-end") this.#note(extraction, event.data);
      yield event;
    }
  }

  #note({ conversation, droppedLines }: Extraction, answer: Answer): void {
    this.#droppedLines += droppedLines;
    this.#options.onAnswer?.(conversation.question, answer, droppedLines);
  }

  async #extract({ messages, filters = {}, language, company }: AskRequest): Promise<Extraction> {
    const begun = this.#options.clock();
    const { catalogue } = this.search;
    const conversation = readConversation(messages, catalogue);
    const understanding = understandQuestion(conversation.question, catalogue, language);
    const context = await answerContext(this.search, understanding, this.#options, filters);
    const asking = company && readAskingCompany(company);
    const { draft, dropped } = verifyDraft(await this.#draft(context, conversation, asking), catalogue);
    const { title, date } = catalogue.collection.document;
    const warning = hasPersonalData(conversation.question) ? `${context.phrases.personal} ` : "";
    const answer: Answer = {
      id: this.#options.newId(),
      kind: draft.kind,
      answer: draft.text,
      citations: [...draft.citations],
      measures: draft.measures,
      suggestions: draft.suggestions,
      notice: `${warning}${context.phrases.notice(title, date)}`,
      mode: "extractive",
      tookMs: Math.round((this.#options.clock() - begun) * 100) / 100,
      edition: catalogue.edition,
    };
    return { answer, draft, context, conversation, hasCompany: asking !== undefined, droppedLines: dropped };
  }

  /** Search results for a text: measures it names by number or title first, then by relevance. */
  async rank(text: string, limit: number, filters: Filters = {}): Promise<MeasureHit[]> {
    const references = resolveReferences(text, this.search.catalogue);
    const named = [...references.measures, ...references.titles];
    // Named measures may rank low by their words: look further, cut afterwards.
    const depth = named.length > 0 ? this.search.catalogue.measures.size : limit;
    const hits = await this.search.search({ question: text, limit: depth, filters });
    return preferNamed([...hits, ...this.search.withoutScore(named, hits, filters)], named).slice(0, limit);
  }

  /** What a question standing alone says by its signals: the input of the judgement. */
  async signals(text: string): Promise<Signals> {
    const context = await answerContext(this.search, understandQuestion(text, this.search.catalogue), this.#options);
    return readSignals(context, await this.rank(context.understanding.question, SIGNAL_HITS));
  }

  /** The sentence of a measure that answers a text best, verbatim; undefined for a measure without text. */
  async bestQuote(text: string, measure: Measure): Promise<string | undefined> {
    const context = await answerContext(this.search, understandQuestion(text, this.search.catalogue), this.#options);
    return quotesOf(context, measure, undefined)[0]?.text;
  }

  async #draft(
    context: AnswerContext,
    conversation: ReturnType<typeof readConversation>,
    company: AskingCompany | undefined,
  ): Promise<Draft> {
    const { form, question, references } = context.understanding;
    const { catalogue, range } = context;
    if (form === "greeting") return composeRefusal(context, context.phrases.greeting);
    if (form === "fraud") return composeRefusal(context, context.phrases.fraud);
    if (form === "abuse" || form === "empty") return composeRefusal(context, context.phrases.unreadable);
    const listing =
      references.measures.length > 0
        ? undefined
        : readListing(question, references, catalogue, conversation.focus.length > 0, range.measures);
    const listed = listing && answerListing(context, listing);
    if (listed) return listed;
    const named = answerNamed(context);
    if (named) return named;
    const byNeeds = company && (await answerByNeeds(context, company, conversation));
    if (byNeeds) return byNeeds;
    if (form === "overview") return composeOverview(context);
    return answerBySearch(context, conversation, company);
  }
}
