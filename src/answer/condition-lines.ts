import type { Measure } from "../../ingest/collection.ts";
import { type ConditionStatus, judgeCondition } from "../match/judge-condition.ts";
import type { CompanyProfile } from "../match/read-company.ts";
import { type StatedCondition, statedConditions } from "../match/stated-conditions.ts";
import type { CitationList } from "./cite.ts";
import type { Closing } from "./compose-list.ts";
import { trimToClauses } from "./cut-sentences.ts";
import { escapeMarkdown } from "./measure-line.ts";
import type { CompanyField, Phrases } from "./phrases.ts";

/** A condition that a measure states, judged for one company. */
export interface JudgedCondition {
  condition: StatedCondition;
  status: ConditionStatus;
}

const MOST_CONDITIONS = 2;
const QUOTE_LENGTH = 60;
const DECISIVE: Record<ConditionStatus, number> = { not_met: 0, met: 1, not_stated: 2 };

/** The most decisive first: what is not met, what is met, what is open. */
export const judgeMeasure = (measure: Measure, company: CompanyProfile): JudgedCondition[] =>
  statedConditions(measure)
    .map((condition) => ({ condition, status: judgeCondition(condition, company) }))
    .sort((a, b) => DECISIVE[a.status] - DECISIVE[b.status]);

/**
 * Closes an answer with what the document demands of a company: a line a condition, at most two a measure, and what of the
 * company would settle the open ones. They stand behind all measures, not beneath each: their quotes are second citations.
 */
export const conditionLines =
  (company: CompanyProfile, phrases: Phrases): Closing =>
  (measures, list) => {
    const judged = measures.map((measure) => ({ measure, conditions: judgeMeasure(measure, company) }));
    const all = judged.flatMap(({ conditions }) => conditions);
    const lines = judged.flatMap(({ measure, conditions }) =>
      oneOfEachKind(conditions)
        .slice(0, MOST_CONDITIONS)
        .map(({ condition, status }) => {
          const line = `- **${measure.number}** ${escapeMarkdown(condition.text)}: ${phrases.status[status]}`;
          return `${line} ${statingQuote(measure, condition, list)}`;
        }),
    );
    const missing = Array.from(new Set(all.flatMap((condition) => missingFor(condition, company))));
    return [
      ...(lines.length > 0 && tellsSomething(company, all) ? [`${phrases.conditions}\n\n${lines.join("\n")}`] : []),
      ...(missing.length > 0 ? [phrases.tellMore(missing)] : []),
    ];
  };

/** "中小企業であること" and "中小企業等であること" ask for the same. */
const oneOfEachKind = (conditions: readonly JudgedCondition[]): JudgedCondition[] =>
  conditions.filter(
    ({ condition }, index) => conditions.findIndex((other) => other.condition.kind === condition.kind) === index,
  );

const tellsSomething = ({ employees, capital, prefecture }: CompanyProfile, all: readonly JudgedCondition[]): boolean =>
  [employees, capital, prefecture].some((value) => value !== undefined) || all.some(({ status }) => status === "met");

/** 「…」[5], or the mark alone where the answer has quoted those words already. */
function statingQuote(measure: Measure, { quote, at, column, pages }: StatedCondition, list: CitationList): string {
  const { text } = trimToClauses(quote, QUOTE_LENGTH, at.from, at.to);
  const quoted = list.citations.find((citation) => citation.measureId === measure.id && citation.quote.includes(text));
  if (quoted) return `[${quoted.n}]`;
  const cut = { before: quote.startsWith(text) ? "" : "…", after: quote.endsWith(text) ? "" : "…" };
  return `「${cut.before}${escapeMarkdown(text)}${cut.after}」${list.cite({ measure, column, text, pages })}`;
}

/** What a profile lacks that an open condition asks for. */
function missingFor({ condition, status }: JudgedCondition, company: CompanyProfile): CompanyField[] {
  if (status !== "not_stated") return [];
  const asked: Record<StatedCondition["kind"], CompanyField[]> = {
    employees: ["employees"],
    capital: ["capital"],
    smallBusiness: company.employees === undefined ? ["employees"] : ["capital", "industry"],
    certification: [],
    region: ["prefecture"],
  };
  return asked[condition.kind].filter((field) => company[field] === undefined);
}
