import type { Block, Measure, PageRange, PassageColumn } from "../../ingest/collection.ts";
import { halfWidth } from "../../ingest/half-width.ts";
import { parseYen } from "../../ingest/parse-yen.ts";
import { splitSentences } from "../answer/cut-sentences.ts";

/** A condition that a measure states, with the sentence that states it. */
export interface StatedCondition {
  kind: "employees" | "capital" | "smallBusiness" | "certification" | "region";
  /** "従業員300人以下", for the reader. */
  text: string;
  quote: string;
  /** Where in the quote the condition stands. */
  at: { from: number; to: number };
  column: PassageColumn;
  pages: PageRange;
  /** The figure, regions or certifications that decide. */
  limit: number;
  includesLimit: boolean;
  names: string[];
}

const EMPLOYEES = /(?:従業員|労働者)[^。、()（）]{0,12}?([\d,]+)\s*人(以下|未満)/gu;
const CAPITAL = /資本金\s*([\d,.]+\s*(?:億|万)?円)(以下|未満)/gu;
/** "中堅・中小企業に対し" is open to more than 中小企業. */
const SMALL_BUSINESS =
  /(?<!中堅、|・)((?:中小企業事業主|中小企業者|中小企業・小規模事業者|中小企業|小規模事業者)等?)(?=(?:に対し|を対象|が対象|に限|に助成|の外国への|に対する|者等に対して))/gu;
const CERTIFICATION =
  /((?:プラチナ)?(?:くるみん|えるぼし|ユースエール)認定(?:事業主|企業)|「?事業再編計画」?の認定を受ける事業者|整備計画の認定事業者)(?=に(?:つ|対)|について|、)/gu;
const REGIONS = ["北海道", "東北", "関東", "北陸", "中部", "関西", "近畿", "中国", "四国", "九州", "沖縄"];
const REGION =
  /((?:北海道|東北|北陸|中部|関西|近畿|中国|四国|九州|沖縄)(?:、(?:北海道|東北|北陸|中部|関西|近畿|中国|四国|九州|沖縄))+)地域に所在する/gu;

/** Conditions on the company that the document states for a measure, each once, with its quote. */
export function statedConditions(measure: Measure): StatedCondition[] {
  const found = [
    ...measure.policy.flatMap((block) => blockConditions(block, "policy")),
    ...measure.followUp.flatMap((block) => blockConditions(block, "followUp")),
  ];
  // The right column repeats the left one: the same condition once.
  return found.filter((condition, index) => found.findIndex((other) => other.text === condition.text) === index);
}

function blockConditions(block: Block, column: PassageColumn): StatedCondition[] {
  if (block.role === "ministry" || block.role === "programme") return [];
  return splitSentences(block.text).flatMap(({ text }) => {
    const plain = halfWidth(text);
    const read = (pattern: RegExp, what: (match: RegExpMatchArray) => Condition): StatedCondition[] =>
      Array.from(plain.matchAll(pattern), (match) => ({
        quote: text,
        at: { from: match.index ?? 0, to: (match.index ?? 0) + match[0].length },
        column,
        pages: block.pages,
        limit: 0,
        includesLimit: true,
        names: [],
        ...what(match),
      }));
    return [
      ...read(EMPLOYEES, ([, digits, bound]) => ({
        kind: "employees",
        text: `従業員${digits}人${bound}`,
        limit: Number((digits ?? "").replaceAll(",", "")),
        includesLimit: bound === "以下",
      })),
      ...read(CAPITAL, ([, amount, bound]) => ({
        kind: "capital",
        text: `資本金${(amount ?? "").replace(/\s/g, "")}${bound}`,
        limit: parseYen(amount ?? "")[0]?.yen ?? 0,
        includesLimit: bound === "以下",
      })),
      // A sentence that offers it to 中堅企業 too sets no such bound.
      ...(plain.includes("中堅企業")
        ? []
        : read(SMALL_BUSINESS, ([, name]) => ({ kind: "smallBusiness", text: `${name}であること` }))),
      ...read(CERTIFICATION, ([, name]) => ({
        kind: "certification",
        text: `${name}であること`,
        names: [name ?? ""],
      })),
      ...read(REGION, ([, names]) => ({
        kind: "region",
        text: `${names}地域に所在すること`,
        names: REGIONS.filter((region) => (names ?? "").includes(region)),
      })),
    ];
  });
}

type Condition = Pick<StatedCondition, "kind" | "text"> & Partial<StatedCondition>;
