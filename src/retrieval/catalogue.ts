import { normalise } from "../../index/normalise.ts";
import type { Collection, Fact, HypotheticalQuestion, Measure, Page, Passage } from "../../ingest/collection.ts";

/** A collection with the look-ups that answering needs. Read only. */
export class Catalogue {
  readonly collection: Collection;
  readonly measures: ReadonlyMap<string, Measure>;
  readonly passages: ReadonlyMap<string, Passage>;
  readonly #passagesOf: ReadonlyMap<string, Passage[]>;
  readonly #factsOf: ReadonlyMap<string, Fact[]>;
  readonly #questionsOf: ReadonlyMap<string, HypotheticalQuestion[]>;
  /** Filled as asked for: most runs need none. */
  readonly #wholeTexts = new Map<string, string>();

  constructor(collection: Collection) {
    this.collection = collection;
    this.measures = new Map(collection.measures.map((measure) => [measure.id, measure]));
    this.passages = new Map(collection.passages.map((passage) => [passage.id, passage]));
    this.#passagesOf = groupByMeasure(collection.passages);
    this.#factsOf = groupByMeasure(collection.facts);
    this.#questionsOf = groupByMeasure(collection.questions);
  }

  get edition(): string {
    return this.collection.edition;
  }

  get lastPage(): number {
    return Math.max(...this.collection.pages.map((page) => page.printed.last));
  }

  /** Western year of the fiscal year, April to March, that the document is from: 2024 for 2025年2月. */
  get fiscalYear(): number {
    const [year = 0, month = 4] = Array.from(this.collection.document.date.matchAll(/\d+/gu), ([digits]) =>
      Number(digits),
    );
    return month < 4 ? year - 1 : year;
  }

  passagesOf(measureId: string): readonly Passage[] {
    return this.#passagesOf.get(measureId) ?? [];
  }

  factsOf(measureId: string): readonly Fact[] {
    return this.#factsOf.get(measureId) ?? [];
  }

  /** Whether the measure states a budget within the bounds, yen, both included. */
  statesBudgetWithin(measureId: string, from = 0, to = Number.POSITIVE_INFINITY): boolean {
    return this.factsOf(measureId).some(
      ({ kind, normalised }) =>
        kind === "budget" && typeof normalised === "number" && normalised >= from && normalised <= to,
    );
  }

  /** Texts of the hypothetical questions that the measure answers. */
  questionsOf(measureId: string): readonly string[] {
    return this.hypotheticalQuestionsOf(measureId).map(({ text }) => text);
  }

  hypotheticalQuestionsOf(measureId: string): readonly HypotheticalQuestion[] {
    return this.#questionsOf.get(measureId) ?? [];
  }

  /** All of a measure's words, normalised. */
  wholeText(measure: Measure): string {
    const known = this.#wholeTexts.get(measure.id);
    if (known !== undefined) return known;
    const blocks = [...measure.policy, ...measure.followUp, ...measure.footnotes];
    const text = normalise([measure.title, ...blocks.map((block) => block.text)].join("\n"));
    this.#wholeTexts.set(measure.id, text);
    return text;
  }

  /** Every page block that is, or may be, the printed page. */
  blocksOn(page: number): Page[] {
    return this.collection.pages.filter(({ printed }) => printed.first <= page && page <= printed.last);
  }

  /** Measures whose pages include, or may include, the printed page; in document order. */
  measuresOn(page: number): Measure[] {
    const ids = new Set(this.blocksOn(page).flatMap((block) => block.measures));
    return this.collection.measures.filter((measure) => ids.has(measure.id));
  }
}

function groupByMeasure<Item extends { measureId: string }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.measureId);
    if (group) group.push(item);
    else groups.set(item.measureId, [item]);
  }
  return groups;
}
