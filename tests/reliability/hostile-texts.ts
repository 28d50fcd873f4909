/** A hostile text: what it is, and the text of about so many characters. */
export type HostileText = readonly [what: string, text: (length: number) => string];

/** One of every sort of character that our patterns tell apart. */
export const SORTS = [
  "a",
  "1",
  " ",
  "\n",
  "あ",
  "ア",
  "漢",
  "、",
  "。",
  "-",
  "(",
  "[",
  "<",
  "{",
  "「",
  "*",
  "\\",
  ".",
  "@",
  "円",
];
const MOST_RUNS = 8;

/** A text of one unit over and over, behind a beginning, with an end that a pattern does not expect. */
const repeated = (begin: string, unit: string, end: string): HostileText => [
  JSON.stringify([begin, unit, end]),
  (length) => `${begin}${unit.repeat(Math.ceil(length / unit.length))}${end}`,
];

/** What a pattern is written with: its literal runs, which a text must have to get into the pattern at all. */
function runsOf(source: string): string[] {
  const unescaped = source
    .replace(/\\u\{?([\da-f]{4,5})\}?/giu, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/\\[pP]\{[^}]*\}|\\[bBdDwWsS]|\(\?[:=!]|\(\?<[=!]|\{[\d,]+\}/gu, "\n")
    .replace(/\\(.)/gu, "$1");
  const runs = unescaped.match(/[^\n()[\]|?*+^$.\\]{1,12}/gu) ?? [];
  return Array.from(new Set(runs)).slice(0, MOST_RUNS);
}

/** Texts that make a pattern slow if anything does: every sort of character, and its own words, over and over. */
export function hostileTexts(source: string): HostileText[] {
  const runs = runsOf(source);
  const units = [...SORTS, ...runs];
  return [
    ...units.map((unit) => repeated("", unit, "\u0001")),
    ...runs.flatMap((run) => units.map((unit) => repeated(run, unit, "\u0001"))),
    ...runs.flatMap((run) => SORTS.map((sort) => repeated("", `${run}${sort}`, "\u0001"))),
  ];
}
