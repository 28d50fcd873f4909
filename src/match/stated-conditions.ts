import type { Block, Measure, PageRange } from "../../ingest/collection.ts";
import { parseYen } from "../../ingest/parse-yen.ts";
import { splitSentences } from "../answer/cut-sentences.ts";

/** A condition that a measure states, with the sentence that states it. */
export interface StatedCondition {
  kind: "employees" | "capital" | "smallBusiness" | "certification" | "region";
  /** "従業員300人以下", for the reader. */
  text: string;
  quote: string;
  pages: PageRange;
  /** The figure, regions or certifications that decide. */
  limit: number;
  includesLimit: boolean;
  names: string[];
}

const EMPLOYEES = /(?:従業員|労働者)[^。、()（）]{0,12}?([\d,]+)\s*人(以下|未満)/gu;
const CAPITAL = /資本金\s*([\d,.]+\s*(?:億|万)?円)(以下|未満)/gu;
const SMALL_BUSINESS =
  /((?:中小企業事業主|中小企業者|中小企業・小規模事業者|中小企業|小規模事業者)等?)(?=(?:に対し|を対象|が対象|に限|に助成|の外国への|に対する|者等に対して))/gu;
const CERTIFICATION =
  /((?:プラチナ)?(?:くるみん|えるぼし|ユースエール)認定(?:事業主|企業)|「?事業再編計画」?の認定を受ける事業者|整備計画の認定事業者)(?=に(?:つ|対)|について|、)/gu;
const REGIONS = ["北海道", "東北", "関東", "北陸", "中部", "関西", "近畿", "中国", "四国", "九州", "沖縄"];
const REGION =
  /((?:北海道|東北|北陸|中部|関西|近畿|中国|四国|九州|沖縄)(?:、(?:北海道|東北|北陸|中部|関西|近畿|中国|四国|九州|沖縄))+)地域に所在する/gu;

/** Conditions on the company that the document states for a measure, each once, with its quote. */
export function statedConditions(measure: Measure): StatedCondition[] {
  const found = [...measure.policy, ...measure.followUp].flatMap((block) => blockConditions(block));
  // The right column repeats the left one: the same condition once.
  return found.filter((condition, index) => found.findIndex((other) => other.text === condition.text) === index);
}

function blockConditions(block: Block): StatedCondition[] {
  if (block.role === "ministry" || block.role === "programme") return [];
  return splitSentences(block.text).flatMap(({ text }) => {
    const base = { quote: text, pages: block.pages, limit: 0, includesLimit: true, names: [] };
    const plain = text.normalize("NFKC");
    return [
      ...matches(plain, EMPLOYEES, ([, digits, bound]) => ({
        ...base,
        kind: "employees",
        text: `従業員${digits}人${bound}`,
        limit: Number((digits ?? "").replaceAll(",", "")),
        includesLimit: bound === "以下",
      })),
      ...matches(plain, CAPITAL, ([, amount, bound]) => ({
        ...base,
        kind: "capital",
        text: `資本金${(amount ?? "").replace(/\s/g, "")}${bound}`,
        limit: parseYen(amount ?? "")[0]?.yen ?? 0,
        includesLimit: bound === "以下",
      })),
      ...matches(plain, SMALL_BUSINESS, ([, name]) => ({ ...base, kind: "smallBusiness", text: `${name}であること` })),
      ...matches(plain, CERTIFICATION, ([, name]) => ({
        ...base,
        kind: "certification",
        text: `${name}であること`,
        names: [name ?? ""],
      })),
      ...matches(plain, REGION, ([, names]) => ({
        ...base,
        kind: "region",
        text: `${names}地域に所在すること`,
        names: REGIONS.filter((region) => (names ?? "").includes(region)),
      })),
    ];
  });
}

function matches(text: string, pattern: RegExp, read: (match: RegExpMatchArray) => StatedCondition): StatedCondition[] {
  return Array.from(text.matchAll(pattern), read);
}
