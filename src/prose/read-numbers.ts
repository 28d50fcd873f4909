import type { Located, NumberFigure } from "./read-figures.ts";

const SCALES: Record<string, number> = { 兆: 1e12, 億: 1e8, 万: 1e4, 千: 1e3, 百: 100, 十: 10 };
const KANJI_DIGITS = "〇一二三四五六七八九";
const COUNTER =
  "(?:円|人|名|社|者|件|割|%|パーセント|年|月|日|倍|回|分の|[かカヶヵ箇ケ][所国月]|つ|個|校|本|台|種|歳|期|次|位|号|地域|団体|機関|拠点|都市|事業|講座|課程|施設|市町村|自治体|万|億|兆|時間|週|ドル|kl)";
const KANJI_NUMBER = new RegExp(
  `(?<![\\d${KANJI_DIGITS}十百千]|(?<!\\p{Script=Han})[数何])[${KANJI_DIGITS}十百千]+(?=${COUNTER})`,
  "gu",
);

/** 五億円 as 5億円, 三千人 as 3000人: only before a counter, for 一般 and 三者 hold no number. */
export function withArabicNumerals(text: string): string {
  return text.replace(TENTH_OF_TENTH, arabicOf).replace(KANJI_NUMBER, arabicOf);
}

/** 五分 behind 割 only, for 十分 is "enough"; 二 of 三分の二. */
const TENTH_OF_TENTH = /(?<=割)[一二三四五六七八九](?=分)|(?<=[\d一二三四五六七八九十]分の)[一二三四五六七八九十]/gu;

function arabicOf(kanji: string): string {
  let total = 0;
  let digits = "";
  for (const character of kanji) {
    const scale = SCALES[character];
    if (scale === undefined) digits += String(KANJI_DIGITS.indexOf(character));
    else {
      total += (digits === "" ? 1 : Number(digits)) * scale;
      digits = "";
    }
  }
  return String(total + Number(digits === "" ? 0 : digits));
}

const DIGITS = "\\d{1,3}(?:,\\d{3})+(?:\\.\\d+)?|\\d+(?:\\.\\d+)?";
const AMOUNT = new RegExp(`(?:(?:${DIGITS})[兆億万千百十]+)*(?:${DIGITS})[兆億万千百十]*`, "gu");
const GROUP = new RegExp(`(${DIGITS})([兆億万千百十]*)`, "gu");
const FRACTION = new RegExp(
  `(?<![\\d.,])(${DIGITS})分の(${DIGITS})|(?<![\\d.,])(\\d{1,2})[/\u2044](\\d{1,2})(?![\\d/])`,
  "gu",
);
const TENTHS = /(?<![\d.,])(\d)割(\d)分/gu;
const HALF = /半分|半額|半数/gu;
const PERCENT = "%";

/** One name of each unit that has several. */
const UNITS: readonly (readonly [pattern: RegExp, unit: string, factor?: number])[] = [
  [/^(?:%|パーセント)/u, PERCENT],
  [/^割/u, PERCENT, 10],
  [/^(?:\(円\)|円)/u, "円"],
  [/^(?:人|名)/u, "人"],
  [/^(?:社|者)/u, "社"],
  [/^[かカヶヵ箇ケ]所/u, "か所"],
  [/^[かカヶヵ箇ケ]月/u, "か月"],
  [/^[かカヶヵ箇ケ]国/u, "か国"],
  [/^件/u, "件"],
  [/^回/u, "回"],
  [/^年(?:間)?/u, "年"],
  [/^日(?:間)?/u, "日"],
  [/^週(?:間)?/u, "週"],
  [/^[ァ-ヶー]+/u, ""],
  [/^[A-Za-z]+/u, ""],
  [/^(?!の内数)の?[\p{Script=Han}つ]/u, ""],
];

/** Numbers of a text without white space whose dates are blanked. */
export function readNumbers(text: string): Located<NumberFigure>[] {
  const found: Located<NumberFigure>[] = [];
  const note = (start: number, end: number, value: number, unit: string, wordsFrom = end): string => {
    const bounds = boundsAround(
      text.slice(Math.max(0, start - LONGEST_BOUND), start),
      text.slice(end, end + LONGEST_BOUND),
    );
    found.push({ figure: { sort: "number", value, unit, bounds }, start, end, wordsFrom });
    return " ".repeat(end - start);
  };
  const rest = text
    .replace(FRACTION, (whole, below, above, numerator, denominator, offset) => {
      const share = above === undefined ? Number(numerator) / Number(denominator) : numberOf(above) / numberOf(below);
      return note(offset, offset + whole.length, 100 * share, PERCENT);
    })
    .replace(TENTHS, (whole, tenths, hundredths, offset) =>
      note(offset, offset + whole.length, 10 * Number(tenths) + Number(hundredths), PERCENT),
    )
    .replace(HALF, (whole, offset) => note(offset, offset + whole.length, 50, PERCENT));
  for (const match of rest.matchAll(AMOUNT)) {
    const end = match.index + match[0].length;
    const after = rest.slice(end, end + LONGEST_UNIT);
    const [pattern, name, factor = 1] = UNITS.find(([known]) => known.test(after)) ?? [];
    const written = pattern?.exec(after)?.[0] ?? "";
    // 「300億の内数」 leaves 円 out.
    const isYen = written === "" && /[億兆]$/u.test(match[0]) && after.startsWith("の内数");
    const unit = isYen ? "円" : name || written.replace(/^の/u, "");
    const endOfUnit = end + written.length;
    note(match.index, endOfUnit, amountOf(match[0]) * factor, unit, name ? endOfUnit : end);
  }
  return found.sort((one, other) => one.start - other.start);
}

const LONGEST_UNIT = 20;
const LONGEST_BOUND = 16;

const numberOf = (digits: string): number => Number(digits.replaceAll(",", ""));

function amountOf(amount: string): number {
  let total = 0;
  for (const [, digits = "", scales = ""] of amount.matchAll(GROUP)) {
    const factor = Array.from(scales).reduce((product, scale) => product * (SCALES[scale] ?? 1), 1);
    total += numberOf(digits) * factor;
  }
  return total;
}

/** 「300講座以上」: of such a counter only the first character is the unit. */
const REST_OF_COUNTER = /^[\p{Script=Han}\p{Script=Katakana}ー]{1,5}(?=以[上下内]|未満|超|程度|前後|まで|を[超上下])/u;

const BOUNDS_AFTER: readonly (readonly [RegExp, string])[] = [
  [/^[)」』】]*(?:以下|以内|まで|を?上限|を?限度)/u, "at most"],
  [/^[)」』】]*(?:以上|から(?:の?[助支補給利申]|ある|始))/u, "at least"],
  [/^[)」』】]*(?:未満|に満たない|を?下回)/u, "less than"],
  [/^[)」』】]*(?:超|を超え|を?上回)/u, "more than"],
  [/^[)」』】]*(?:程度|前後|弱|強(?![化靱い])|余り?|近[くい]|ほど|くらい|ぐらい)/u, "about"],
  [/^[)」』】(]*の?内数/u, "part of"],
  [/^(?:あたり|当たり|につき|ごと)/u, "each"],
];
const BOUNDS_BEFORE: readonly (readonly [RegExp, string])[] = [
  [/(?:最大で?|最長で?|最高で?|上限額?[はを::]?)$/u, "at most"],
  [/(?:最低で?も?|最短で?|少なくとも|下限額?[はを::]?)$/u, "at least"],
  [/(?:約|およそ|概ね|おおむね|ほぼ)$/u, "about"],
  [/(?:▲|△|マイナス|[-−])$/u, "minus"],
  [/(?<!\p{Script=Han})[数何]$/u, "some"],
  [/第$/u, "ordinal"],
];

function boundsAround(before: string, behind: string): string {
  const after = behind.replace(REST_OF_COUNTER, "");
  const found = [
    ...BOUNDS_AFTER.flatMap(([pattern, bound]) => (pattern.test(after) ? bound : [])),
    ...BOUNDS_BEFORE.flatMap(([pattern, bound]) => (pattern.test(before) ? bound : [])),
  ];
  return Array.from(new Set(found)).sort().join(", ");
}
