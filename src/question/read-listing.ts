import { normalise } from "../../index/normalise.ts";
import type { Fact, Measure } from "../../ingest/collection.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { hasNoSubject } from "./has-no-subject.ts";
import {
  budgetRules,
  type ListingQuestion,
  largestGroupRules,
  ministryRules,
  readPosition,
  sectionRules,
  textRules,
  titleRules,
  typeRules,
} from "./listing-rules.ts";
import type { References } from "./resolve-references.ts";

/** An exhaustive question, answered from the structure and not from the nearest texts. */
export interface Listing {
  /** The rules that were used, for the reader: 「所管に経産省を含む」. */
  rules: string[];
  measures: Measure[];
  /** Measures outside the range that pass the rules too. */
  outside: Measure[];
  /** For 「一番予算の大きい」: the facts that decide, in the order asked for. */
  largest: { measure: Measure; fact: Fact }[];
  /** Whether they begin with the smallest. */
  smallestFirst?: boolean;
}

const ASKS_ALL =
  /全部|すべて|全て|ぜんぶ|一覧|リスト|いくつ(ある|あり|の|です|載|$|[?？。])|何(件|個|施策)(ある|あり|あって|載|の施策|です|に|か|$|[?？。、])|件数|並べ|ならべ|挙げ|もれなく|漏れなく|数え|数を|どれとどれ|どことどこ|何と何|二つとも|三つ|見せて|何がある|施策は[?？]?$|施策はどれ|のはどの施策|list all|how many measures/iu;
const LARGEST = /(一番|最も|もっとも|いちばん).{0,8}(大き|多い|高い)|最大(の|額)|最多/u;
const SMALLEST = /(一番|最も|もっとも|いちばん).{0,8}(小さ|少な|低い)|最小|最少/u;

/** Whether it wants every one of a kind, and not the nearest. */
export const asksForAll = (asked: string): boolean => ASKS_ALL.test(normalise(asked));

/** Reads an exhaustive question about `range`, where measures were already shown if `shown`; undefined when it asks for no whole list, or names nothing to list by. */
export function readListing(
  asked: string,
  references: References,
  catalogue: Catalogue,
  shown = false,
  range: readonly Measure[] = catalogue.collection.measures,
): Listing | undefined {
  const text = normalise(asked);
  const question: ListingQuestion = { asked, text, references, catalogue, range };
  if (references.pages.length > 0) return undefined;
  // "最後の施策" behind a list that was shown is the last of that.
  const position = shown ? undefined : readPosition(text);
  const ranksBudgets = (LARGEST.test(text) || SMALLEST.test(text)) && /予算|額|基金/.test(text);
  const groups = largestGroupRules(question);
  if (!ASKS_ALL.test(text) && !ranksBudgets && position === undefined && groups.length === 0) return undefined;
  const rules = [
    ...groups,
    ...ministryRules(question),
    ...sectionRules(question),
    ...titleRules(question),
    ...textRules(question),
    ...budgetRules(question),
  ];
  if (!rules.some(({ rule }) => /^(?:題名|本文)/u.test(rule))) rules.push(...typeRules(question, rules));
  if (references.titles.length > 1 && rules.length === 0) {
    rules.push({ rule: "題名・事業名が一致", test: (measure) => references.titles.includes(measure.id) });
  }
  const names = rules.map(({ rule }) => rule);
  const inside = new Set(range);
  const matching = catalogue.collection.measures.filter((measure) => rules.every(({ test }) => test(measure)));
  const found = matching.filter((measure) => inside.has(measure));
  const outside = matching.filter((measure) => !inside.has(measure));
  if (ranksBudgets) {
    const kept = found.filter(({ supportTypes }) => !/補助金/.test(text) || supportTypes.includes("補助金・助成金"));
    const ranked = rankBudgets(text, kept, catalogue.collection.facts);
    const smallestFirst = !LARGEST.test(text);
    return { rules: names, measures: kept, outside, largest: smallestFirst ? ranked.reverse() : ranked, smallestFirst };
  }
  if (position !== undefined) {
    const one = position === "last" ? found.slice(-1) : found.slice(0, 1);
    const rule = position === "last" ? "文書の順で最後" : "文書の順で最初";
    return { rules: [...names, rule], measures: one, outside, largest: [] };
  }
  // "この資料の施策は全部でいくつ": nothing to list by but the whole document.
  const whole = rules.length === 0 && /施策|項目/u.test(text) && !/\d/.test(text) && hasNoSubject(text);
  if (rules.length === 0 && !whole) return undefined;
  return { rules: whole ? ["文書全体"] : names, measures: found, outside, largest: [] };
}

function rankBudgets(text: string, measures: readonly Measure[], facts: readonly Fact[]): Listing["largest"] {
  const fiscal = /(?:令和(\d+)年度|r(\d+))\s*(補正|当初)?/u.exec(text);
  const wanted = fiscal ? `R${fiscal[1] ?? fiscal[2]}${fiscal[3] ?? ""}` : "";
  const byId = new Map(measures.map((measure) => [measure.id, measure]));
  return facts
    .filter(
      (fact) =>
        fact.kind === "budget" && typeof fact.normalised === "number" && (fact.fiscalYear ?? "").startsWith(wanted),
    )
    .sort((a, b) => Number(b.normalised) - Number(a.normalised))
    .flatMap((fact) => {
      const measure = byId.get(fact.measureId);
      return measure ? [{ measure, fact }] : [];
    });
}
