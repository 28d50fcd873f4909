import type { Measure } from "../../ingest/collection.ts";
import type { Language } from "../question/read-language.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { FACETS, type Facet } from "../retrieval/facets.ts";
import { type Filters, isUnfiltered, passesFilters } from "../retrieval/filters.ts";
import { escapeMarkdown } from "./measure-line.ts";

/**
 * The measures that may answer: those that pass the filters. What a question is about is judged on the whole document all
 * the same, so that a measure inside is answered as without filters, and one outside is told from one that does not exist.
 */
export interface AnswerRange {
  filters: Filters;
  /** Without filters: every measure is inside. */
  isWhole: boolean;
  /** In document order. */
  measures: readonly Measure[];
  includes: (measure: Measure) => boolean;
  /** For the reader, Markdown: "所管: 厚労省・経産省". */
  label: string;
}

export function answerRange(filters: Filters, catalogue: Catalogue, language: Language): AnswerRange {
  const isWhole = isUnfiltered(filters);
  const { measures } = catalogue.collection;
  const inside = isWhole ? measures : measures.filter((measure) => passesFilters(measure, filters));
  const ids = new Set(inside.map(({ id }) => id));
  return {
    filters,
    isWhole,
    measures: inside,
    includes: ({ id }) => ids.has(id),
    label: isWhole ? "" : labelOf(filters, catalogue, language),
  };
}

const FACET_NAMES: Record<Language, Record<Facet, string>> = {
  ja: { ministry: "所管", type: "支援の種類", section: "節", topic: "小見出し" },
  en: { ministry: "ministry", type: "kind of support", section: "section", topic: "heading" },
  zh: { ministry: "主管部门", type: "支援类型", section: "章节", topic: "小标题" },
  vi: { ministry: "bộ phụ trách", type: "loại hỗ trợ", section: "mục", topic: "đề mục" },
};

function labelOf(filters: Filters, catalogue: Catalogue, language: Language): string {
  const sections = catalogue.collection.chapters.flatMap((chapter) => chapter.sections);
  const nameOf = (facet: Facet, value: string | number): string => {
    const section = facet === "section" ? sections.find(({ number }) => number === Number(value)) : undefined;
    return escapeMarkdown(section ? `(${section.number})${section.title}` : String(value));
  };
  return FACETS.flatMap((facet) => {
    const values = (filters[facet] ?? []).map((value) => nameOf(facet, value));
    return values.length === 0 ? [] : [`${FACET_NAMES[language][facet]}: ${values.join("・")}`];
  }).join("、");
}
