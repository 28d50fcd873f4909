import type { Measure } from "../../ingest/collection.ts";
import { queryTerms } from "../../index/terms.ts";
import { classifyForm } from "../question/classify-question.ts";
import { type Attribute, FACTS_OF, readAttribute } from "../question/read-attribute.ts";
import { type Conversation, dependsOnHistory, type Message, readConversation } from "../question/read-history.ts";
import { type References, resolveReferences } from "../question/resolve-references.ts";
import type { Filters } from "../retrieval/filters.ts";
import type { HybridSearch, MeasureHit } from "../retrieval/hybrid-search.ts";
import type { Answer } from "./answer.ts";
import { composeList, type ListRow } from "./compose-list.ts";
import { composeMeasure } from "./compose-measure.ts";
import { composeNotStated, composeOverview, composeRefusal } from "./compose-without.ts";
import type { Draft } from "./draft.ts";
import { type SelectedQuote, selectQuotes } from "./select-quotes.ts";

export interface AssistantOptions {
  /** "/measures/5-3" to the link that citations carry. */
  linkTo: (path: string) => string;
  newId: () => string;
  /** Milliseconds, monotonic. */
  clock: () => number;
}

export interface AskRequest {
  messages: readonly Message[];
  filters?: Filters | undefined;
}

/**
 * A question none of these legs knows is taken to be outside the document: raw scores of its best measure, chosen so that
 * of the project's own answerable questions fewer than one in a hundred falls below all three.
 */
const KNOWN_FROM = { question: 40, dense: 0.85, coverage: 0.3 };
const LIST_SHARE = 0.55;
const LIST_LENGTH = 4;

/** Answers from the document's own sentences: references first, then retrieval, then the sentences that answer. */
export class Assistant {
  readonly search: HybridSearch;
  readonly #options: AssistantOptions;

  constructor(search: HybridSearch, options: AssistantOptions) {
    this.search = search;
    this.#options = options;
  }

  async ask(request: AskRequest): Promise<Answer> {
    const begun = this.#options.clock();
    const catalogue = this.search.catalogue;
    const draft = await this.#draft(readConversation(request.messages, catalogue), request.filters ?? {});
    const { title, date } = catalogue.collection.document;
    return {
      id: this.#options.newId(),
      kind: draft.kind,
      answer: draft.text,
      citations: [...draft.citations],
      measures: draft.measures,
      suggestions: draft.suggestions,
      notice: `${date}の「${title}」からの引用です。募集が終わっていることがあります。最新の状況は担当府省にご確認ください。`,
      mode: "extractive",
      tookMs: Math.round((this.#options.clock() - begun) * 100) / 100,
      edition: catalogue.edition,
    };
  }

  /** Search results for a text: measures it names by number or title first, then by relevance. */
  async rank(text: string, limit: number, filters: Filters = {}): Promise<MeasureHit[]> {
    const references = resolveReferences(text, this.search.catalogue);
    const named = [...references.measures, ...references.titles];
    // Named measures may rank low by their words: look further, cut afterwards.
    const depth = named.length > 0 ? this.search.catalogue.measures.size : limit;
    const hits = await this.search.search({ question: text, limit: depth, filters });
    const order = (hit: MeasureHit): number => (named.includes(hit.measure.id) ? 0 : 1);
    return hits.sort((a, b) => order(a) - order(b) || b.score - a.score).slice(0, limit);
  }

  async #draft(conversation: Conversation, filters: Filters): Promise<Draft> {
    const { question } = conversation;
    const catalogue = this.search.catalogue;
    const form = classifyForm(question);
    if (form === "greeting") return composeRefusal("こんにちは。施策ナビです。", catalogue);
    if (form === "abuse" || form === "empty") return composeRefusal("ご質問を読み取れませんでした。", catalogue);
    const references = resolveReferences(question, catalogue);
    const attribute = readAttribute(question);
    const named = this.#answerReferences(question, references, attribute);
    if (named) return named;
    if (form === "overview") return composeOverview(catalogue);
    return this.#answerBySearch(conversation, references, attribute, filters);
  }

  /** Measures, pages or sections named outright. */
  #answerReferences(question: string, references: References, attribute: Attribute | undefined): Draft | undefined {
    const catalogue = this.search.catalogue;
    const { linkTo } = this.#options;
    const [first, ...others] = references.measures.flatMap((id) => catalogue.measures.get(id) ?? []);
    if (first && others.length === 0) return this.#answerMeasure(question, first, attribute, []);
    if (first) {
      return composeList(
        `お尋ねの${references.measures.length}件です。`,
        this.#rows(question, [first, ...others], attribute),
        linkTo,
      );
    }
    if (references.unknown.length > 0) {
      return composeRefusal(`${references.unknown.join("、")}という番号の施策は、この文書にはありません。`, catalogue);
    }
    const [page] = references.pages;
    if (page !== undefined) return this.#answerPages(question, references.pages);
    const [section] = references.sections;
    if (section !== undefined && references.titles.length === 0) {
      const measures = catalogue.collection.measures.filter((measure) => measure.section.number === section);
      const title = measures[0]?.section.title ?? "";
      return composeList(
        `(${section})${title}の施策は${measures.length}件です。`,
        this.#rows(question, measures, undefined),
        linkTo,
      );
    }
    return undefined;
  }

  #answerPages(question: string, pages: readonly number[]): Draft {
    const catalogue = this.search.catalogue;
    const inside = pages.filter((page) => catalogue.blocksOn(page).length > 0);
    if (inside.length === 0) {
      return composeRefusal(
        `この文書は1〜${catalogue.lastPage}ページです。${pages.join("、")}ページはありません。`,
        catalogue,
      );
    }
    const ids = new Set(inside.flatMap((page) => catalogue.measuresOn(page).map(({ id }) => id)));
    const measures = catalogue.collection.measures.filter(({ id }) => ids.has(id));
    const exact = inside.every((page) => catalogue.blocksOn(page).every((block) => block.printed.exact));
    const label = inside.length === 1 ? `${inside[0]}ページ` : `${inside[0]}〜${inside.at(-1)}ページ`;
    const doubt = exact ? "" : "(ページの区切りが失われているため、この近くの施策を含みます)";
    return composeList(
      `${label}にある施策は${measures.length}件です${doubt}。`,
      this.#rows(question, measures, undefined),
      this.#options.linkTo,
    );
  }

  async #answerBySearch(
    conversation: Conversation,
    references: References,
    attribute: Attribute | undefined,
    filters: Filters,
  ): Promise<Draft> {
    const { question, focus } = conversation;
    const hits = await this.#rank(conversation, references, filters);
    const [top] = hits;
    const catalogue = this.search.catalogue;
    const named =
      references.titles.length > 0 || (focus.length > 0 && hits.length > 0 && focus.includes(top?.measure.id ?? ""));
    if (!top || (!named && !this.#isKnown(question, top))) {
      return composeRefusal("お尋ねの内容は、この文書には見当たりませんでした。", catalogue);
    }
    const near = hits.filter((hit) => hit.score >= LIST_SHARE * top.score).slice(0, LIST_LENGTH);
    const others = near.slice(1).map((hit) => hit.measure);
    if (attribute) return this.#answerMeasure(question, top.measure, attribute, others);
    if (named && references.titles.length === 1) return this.#answerMeasure(question, top.measure, undefined, others);
    const rows = this.#rows(question, [top.measure, ...others], undefined);
    const introduction =
      rows.length === 1 ? "次の施策が関係します。" : `関係しそうな施策を${rows.length}件、近い順に挙げます。`;
    return composeList(introduction, rows, this.#options.linkTo);
  }

  /** Search results, measures named by title first; a question that leans on the one before searches with it and keeps its focus first. */
  async #rank(conversation: Conversation, references: References, filters: Filters): Promise<MeasureHit[]> {
    const { question, focus, previousQuestion } = conversation;
    const ownWords = new Set(
      queryTerms(question).filter((term) => term.length > 1 && this.search.documentIndex.has(term)),
    ).size;
    const leaning = focus.length > 0 && references.titles.length === 0 && dependsOnHistory(question, ownWords);
    const text = leaning ? `${previousQuestion} ${question}` : question;
    const hits = await this.search.search({ question: text, limit: 20, filters });
    const first = leaning && ownWords <= 3 ? focus : references.titles;
    const rank = (hit: MeasureHit): number => {
      const position = first.indexOf(hit.measure.id);
      return position < 0 ? first.length : position;
    };
    const titleOnly = references.titles.length > 0 && !leaning;
    // Several measures may share a named programme: among them the search order decides.
    return [...hits].sort((a, b) =>
      titleOnly
        ? Number(first.includes(b.measure.id)) - Number(first.includes(a.measure.id)) || b.score - a.score
        : rank(a) - rank(b) || b.score - a.score,
    );
  }

  #answerMeasure(
    question: string,
    measure: Measure,
    attribute: Attribute | undefined,
    related: readonly Measure[],
  ): Draft {
    const quotes = this.#quotes(question, measure, attribute);
    if (attribute && !this.#states(quotes, attribute)) {
      return composeNotStated(measure, attribute, quotes[0], this.#options.linkTo);
    }
    return composeMeasure({ measure, quotes, attribute, related }, this.#options.linkTo);
  }

  /** Whether the document states what is asked: a value of its kind somewhere in the measure. */
  #states(quotes: readonly SelectedQuote[], attribute: Attribute): boolean {
    if (attribute === "contact" || attribute === "form") return false;
    return (
      FACTS_OF[attribute].length === 0 || attribute === "programme" || quotes.some((quote) => quote.facts.length > 0)
    );
  }

  #rows(question: string, measures: readonly Measure[], attribute: Attribute | undefined): ListRow[] {
    return measures.map((measure) => ({ measure, quote: this.#quotes(question, measure, attribute)[0] }));
  }

  #quotes(question: string, measure: Measure, attribute: Attribute | undefined): SelectedQuote[] {
    const facts = this.search.catalogue.factsOf(measure.id);
    return selectQuotes({ question, measure, facts, attribute, idf: (term) => this.search.documentIndex.idf(term) });
  }

  #isKnown(question: string, { measure, legs }: MeasureHit): boolean {
    return (
      legs.question >= KNOWN_FROM.question ||
      legs.sound > 0 ||
      legs.dense >= KNOWN_FROM.dense ||
      this.search.measureIndex.coverage(question, measure.id) >= KNOWN_FROM.coverage
    );
  }
}
