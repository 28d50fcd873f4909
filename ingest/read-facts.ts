import type { Block, Fact, FactKind } from "./collection.ts";
import { westernYear } from "./era-year.ts";
import { halfWidth } from "./half-width.ts";
import { parseFiscalYears } from "./parse-fiscal-year.ts";
import { parseYen } from "./parse-yen.ts";

const LABEL_LENGTH = 32;
/** "令和6年度補正予算において、売上高 100億円を目指す": a year before it, yet no budget. */
const SIZE_OF_COMPANY = /(?:売上高?|資本金)$/u;

const COUNTERS =
  "件|社|者|名|人|回|課題|拠点|自治体|市町村|市場|公館|都市|講座|課程|機関|地域|[カか]国(?:・地域)?|箇所|[カか所]所|連携体|計画|" +
  "年間|年(?=以内|以上|未満|間|ぶり)|か月間?|ヶ月間?|日間?(?=以上|以内|未満|の|程度)|週間?|時間|頭|庁|行|万?冊|台|事業者?|団体|本|種類|言語|コミュニティ|コンソーシアム|Click|UU|都道府県|分野";

const COUNT = new RegExp(
  `(?:延べ|約|計|合計)?\\s*(\\d[\\d,]*(?:\\.\\d+)?)\\s*(万|千)?\\s*(${COUNTERS})(?:以上|超|程度)?(?![月年])`,
  "gu",
);
const RATE =
  /\d+(?:\.\d+)?\s*[%％](?:以上|未満|増|減)?|(?<![\d/])\d{1,2}\/\d{1,2}(?![\d/])|\d+(?:\.\d+)?\s*割(?!増|安|当)/gu;
const DATE =
  /(?:令和\s*(\d+|元)|平成\s*(\d+)|(\d{4})|R\s*(\d+))\s*[年.]\s*(?:(\d{1,2})\s*(?:月(?:\s*(\d{1,2})\s*日|\s*(末|頃|[上中下]旬))?|[.]\s*(\d{1,2}))|の?(?:春|夏|秋|冬)頃?|度(?:中|末(?:まで)?))/gu;
/** Times without a full date: 令和6年度から, 10月から12月, 2月中旬以降, 2025年を目途. Their year may stand elsewhere or nowhere. */
const PERIOD =
  /(?:令和\s*(\d+|元)|平成\s*(\d+)|(20\d\d))\s*年度?(?=\s*(?:から|より|以降|新設|創設|開始|に(?:新設|創設|開始|設立|設置|公募|制度|おいて|[^、。]{0,6}(?:開始|創設|採択|改正|実施))|を(?:目途|めど)|まで))|(?<![年\d./・~〜～]\s*)(?:各月|毎月|\d{1,2}月)(?:\s*\d{1,2}\s*日|\s*[上中下]旬|末)?(?:\s*(?:から|~|〜|～|及び|・)\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日|末)?)?(?=\s*(?:に|から|まで|以降|より|頃|時点|現在|の|、|\)))/gu;
const CONDITION =
  /[^、。\s「」()●]{0,24}?\d[\d,]*(?:\.\d+)?\s*(?:万|億|千)?\s*(?:人|名|円|kl|年|歳|か月|ヶ月|日|%|週)\s*(?:以下|未満|以上|以内|超)[^、。\s「」()●]{0,12}|[^、。「」()●]{0,20}(?:事業主|事業者|企業|者|地域)(?:等)?(?=(?:を対象|に対し|に限|も支給対象|のみ))/gu;

/** Values that a block states, offsets into the source text. Nothing is inferred: `value` is verbatim. */
export function readFacts(measureId: string, block: Block): Fact[] {
  if (block.role === "ministry") return [];
  const text = halfWidth(block.text);
  const money = moneyFacts(block, text);
  const simple = [
    ...matches(
      text,
      COUNT,
      "count",
      ([, digits, scale]) =>
        Number((digits ?? "").replaceAll(",", "")) * (scale === "万" ? 1e4 : scale === "千" ? 1e3 : 1),
    ),
    ...matches(text, RATE, "rate", ([whole]) => share(whole ?? "")),
    ...dates(text),
    ...matches(text, CONDITION, "condition", () => null),
  ];
  return [...money, ...simple.map((found) => ({ ...found, value: block.text.slice(found.start, found.end) }))]
    .sort((a, b) => a.start - b.start)
    .map(({ start, end, ...fact }) => ({
      ...fact,
      measureId,
      pages: block.pages,
      span: { start: block.span.start + start, end: block.span.start + end },
    }));
}

type Found = Pick<Fact, "kind" | "label" | "normalised" | "fiscalYear" | "withinTotal"> & {
  start: number;
  end: number;
};

function moneyFacts(block: Block, text: string): (Found & { value: string })[] {
  const years = parseFiscalYears(text);
  const aboutBudget = block.role === "budget" || block.role === "programme" || /予算|基金|計上|措置|積み増/.test(text);
  return parseYen(block.text).map((amount) => {
    const year = years.filter((candidate) => candidate.end <= amount.start).at(-1);
    const named = year ? text.slice(year.start, amount.start) : "";
    const label = named !== "" && named.length <= 60 ? named.replace(/[\s:]+$/u, "") : labelBefore(text, amount.start);
    const inSentence =
      (year !== undefined && !SIZE_OF_COMPANY.test(label)) ||
      /^分の基金/.test(text.slice(amount.end)) ||
      /(?:基金|予算額?)[はが]?$/u.test(label);
    const budget = aboutBudget && (block.role !== "bullet" || inSentence);
    return {
      kind: budget ? ("budget" as const) : ("amount" as const),
      label,
      value: amount.value,
      normalised: amount.yen,
      ...(year && budget ? { fiscalYear: year.fiscalYear } : {}),
      ...(amount.withinTotal ? { withinTotal: true } : {}),
      start: amount.start,
      end: amount.end,
    };
  });
}

function matches(
  text: string,
  pattern: RegExp,
  kind: FactKind,
  normalise: (match: RegExpMatchArray) => number | string | null,
): Found[] {
  return Array.from(text.matchAll(pattern), (match) => {
    const leading = match[0].length - match[0].trimStart().length;
    const start = match.index + leading;
    return {
      kind,
      label: labelBefore(text, start),
      normalised: normalise(match),
      start,
      end: match.index + match[0].trimEnd().length,
    };
  });
}

/** Full dates, and periods where no full date stands. */
function dates(text: string): Found[] {
  const full = matches(text, DATE, "date", isoDate);
  const periods = matches(text, PERIOD, "date", ([, reiwa, heisei, western]) =>
    (reiwa ?? heisei ?? western) ? String(westernYear({ reiwa, heisei, western })) : null,
  );
  return [...full, ...periods.filter((one) => !full.some((other) => one.start < other.end && other.start < one.end))];
}

/** The words of the same clause before the value. */
function labelBefore(text: string, start: number): string {
  const clause =
    text
      .slice(0, start)
      .split(/[。●➢]/u)
      .at(-1) ?? "";
  return clause.slice(-LABEL_LENGTH).replace(/^[、\s)【]+|[\s:]+$/gu, "");
}

function share(value: string): number | null {
  const [, numerator, denominator] = /(\d+)\/(\d+)/.exec(value) ?? [];
  if (numerator && denominator) return Number(numerator) / Number(denominator);
  const number = Number.parseFloat(value);
  return Number.isNaN(number) ? null : number / (value.includes("割") ? 10 : 100);
}

/** "令和6年9月末" → "2024-09-30"; without a day "2024-09". */
function isoDate(match: RegExpMatchArray): string {
  const [, reiwa, heisei, western, short, month, day, part, dotDay] = match;
  const year = westernYear({ reiwa: reiwa ?? short, heisei, western });
  if (month === undefined) return String(year);
  const monthText = `${year}-${String(month).padStart(2, "0")}`;
  if (part === "末") return `${monthText}-${new Date(Date.UTC(year, Number(month), 0)).getUTCDate()}`;
  const dayOfMonth = day ?? dotDay;
  return dayOfMonth ? `${monthText}-${dayOfMonth.padStart(2, "0")}` : monthText;
}
