import type { Measure } from "../../ingest/collection.ts";
import type { Attribute } from "../question/read-attribute.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { CitationList } from "./cite.ts";
import { measureSuggestions, quoteLine } from "./compose-measure.ts";
import type { Draft } from "./draft.ts";
import { measureLine } from "./measure-line.ts";
import type { SelectedQuote } from "./select-quotes.ts";

const ATTRIBUTE_NAMES: Record<Attribute, string> = {
  budget: "予算",
  amount: "金額",
  rate: "率",
  count: "件数",
  date: "時期",
  deadline: "期限",
  condition: "条件",
  ministry: "所管",
  programme: "名称",
  location: "番号とページ",
  contact: "連絡先",
  form: "申請書類",
};

/** The measure is there, what was asked is not: says so, and shows the nearest the document states. */
export function composeNotStated(
  measure: Measure,
  attribute: Attribute,
  nearest: SelectedQuote | undefined,
  linkTo: (path: string) => string,
): Draft {
  const list = new CitationList(linkTo);
  const lines = [`${measureLine(measure)}の${ATTRIBUTE_NAMES[attribute]}は、この文書には書かれていません。`];
  if (nearest) lines.push(`関係する記述: ${quoteLine(nearest, measure, list)}`);
  lines.push("詳しくは担当府省の最新の案内をご確認ください。");
  return {
    kind: "not_stated",
    text: lines.join("\n\n"),
    citations: list.citations,
    measures: [measure.id],
    suggestions: measureSuggestions(measure, []),
  };
}

/** Outside the document: one polite sentence, what can be asked instead, nothing cited. */
export function composeRefusal(reason: string, catalogue: Catalogue): Draft {
  return {
    kind: "refuse",
    text: `${reason}\n\nこの文書の${catalogue.measures.size}施策について、困りごとや会社の状況、施策の番号・名前でお尋ねください。`,
    citations: [],
    measures: [],
    suggestions: EXAMPLES,
  };
}

/** Too broad: what there is by chapter and section, and one narrowing question. */
export function composeOverview(catalogue: Catalogue): Draft {
  const { chapters, measures } = catalogue.collection;
  const rows = chapters.flatMap((chapter) => [
    `- **${chapter.number}. ${chapter.title}**: ${chapter.sections
      .map(
        (section) =>
          `(${section.number})${section.title} ${measures.filter((measure) => measure.section.number === section.number).length}件`,
      )
      .join("、")}`,
  ]);
  return {
    kind: "clarify",
    text: [
      `この文書には${measures.length}の施策があります。`,
      rows.join("\n"),
      "どの分野でお困りですか。業種や会社の規模、やりたいことを教えてください。",
    ].join("\n\n"),
    citations: [],
    measures: [],
    suggestions: EXAMPLES,
  };
}

/** Questions that show what can be asked; shown where there is no measure to go on from. */
export const EXAMPLES = [
  "電気代を下げる設備を入れたい",
  "人手が足りず採用に困っている",
  "海外に商品を売りたい",
  "後継ぎがいない",
];
