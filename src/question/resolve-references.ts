import { normalise } from "../../index/normalise.ts";
import { circledValue } from "../../ingest/circled-number.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { nameAskedAbout } from "./asks-what-is.ts";

/** What a question names outright. Order is the order of naming; each measure, page and section once. */
export interface References {
  /** Measure ids named by number: (5)③, 5-3, 5の3, 第5節③. Only existing ones. */
  measures: string[];
  /** Printed pages named: p.73, 73ページ, 72〜74ページ. May lie outside the document. */
  pages: number[];
  /** Sections named without a measure: (5), 第5節. */
  sections: number[];
  /** Measure ids whose title or programme name stands in the question, longest name first. */
  titles: string[];
  /** Numbers written like a measure that does not exist: "(5)99". */
  unknown: string[];
  /** The question without the numbers read as measures and pages: "(5)③の予算" asks nothing about a 5. Width and case folded. */
  words: string;
}

/** At most a few signs: an unbounded run would make a long row of blanks slow to reject. */
const SEPARATOR = "[-‐−–—ー~の・.,、\\s]{0,4}";
const GAP = "\\s{0,3}";
const NOT_A_COUNT =
  "(?![\\d.,/]|\\s?(?:年|月|日|円|億|万|千|百|割|%|件|社|人|名|者|か|ヶ|箇|回|歳|時|分|倍|kl|km|kg|階|次|以上|以下|週|本|台|トン|店|種|期|号線|位|丁目))";
/** "5-3" alone says measure only where it stands alone: "1-2台", "霞が関1-3-1" and "2/3-3/4" are something else. */
const BEFORE_PLAIN = "(?<![\\d,(#年月/rhs‐−–—ー-]|\\d\\.|国道)";
const AFTER_PLAIN = "(?![\\d./]|\\s?[-‐ー]\\s?\\d|(?!番|施策|事業|制度)[\\p{Script=Han}\\p{Script=Katakana}a-z%])";
const MEASURE_PATTERNS = [
  // (5)③, （5）の3, (5) 3番, 第(5)節の3
  new RegExp(`\\(${GAP}(\\d{1,2})${GAP}\\)${GAP}節?${SEPARATOR}第?#?(\\d{1,2})${NOT_A_COUNT}`, "gu"),
  // 第5節③, 5節の3番目, セクション5の3
  new RegExp(
    `(?:第|セクション|section)${GAP}(\\d{1,2})${GAP}(?:節|章)?${SEPARATOR}第?#?(\\d{1,2})${NOT_A_COUNT}`,
    "gu",
  ),
  new RegExp(`(?<![\\d.])(\\d{1,2})${GAP}節${SEPARATOR}第?#?(\\d{1,2})${NOT_A_COUNT}`, "gu"),
  // 5③
  /(?<![\d.#])(\d{1,2})\s{0,3}の?\s{0,3}#(\d{1,2})/gu,
  // 5-3, 5の3, 5ー3
  new RegExp(`${BEFORE_PLAIN}(\\d{1,2})\\s?[-‐−–—ーの]\\s?(\\d{1,2})${NOT_A_COUNT}${AFTER_PLAIN}`, "gu"),
];
/** "…①と③", "(4)①②⑧": further numbers of the section named last. */
const FURTHER = /^(?:[とや、,・\s及びお~〜-]{0,4}|から)#(\d{1,2})/u;
const PAGE_RANGE =
  /(?<![a-z])p{1,2}\.?\s{0,3}(\d{1,3})\s{0,3}(?:[-‐−–~〜]|から)\s{0,3}(?:p\.?\s{0,3})?(\d{1,3})|(?<![#\d])(\d{1,3})\s{0,3}(?:ページ|頁)?\s{0,3}(?:[-‐−–~〜]|から)\s{0,3}(\d{1,3})\s{0,3}(?:ページ|頁)/gu;
const PAGE =
  /(?:(?<![a-z])p{1,2}\.?|page|ページ|頁)\s{0,3}(\d{1,3})(?!\d)|(?<![#\d])(\d{1,3})\s{0,3}(?:ページ|頁|ぺーじ|ぺージ|p(?![a-z.\d]))/gu;
const SECTION =
  /(?:第|セクション)\s{0,3}\(?\s{0,3}(\d{1,2})\s{0,3}\)?\s{0,3}節|(?<![\d.])(\d{1,2})\s{0,3}節|\(\s{0,3}(\d{1,2})\s{0,3}\)(?=\s{0,3}(?:$|[のにはがをでっとに、。?]))/gu;
const WIDEST_RANGE = 20;
const SHORTEST_NAME = 4;
const MOST_OWNERS = 2;

/** Finds measures, pages and sections that a question names by number, title or programme. */
export function resolveReferences(question: string, catalogue: Catalogue): References {
  const found: References = { measures: [], pages: [], sections: [], titles: [], unknown: [], words: question };
  let text = plainNumbers(question);
  // What one pattern has read, the next must not read again: "(5)③" is no section (5).
  text = consume(text, PAGE_RANGE, ([, first, last, plainFirst, plainLast]) => {
    const [from, to] = [Number(first ?? plainFirst), Number(last ?? plainLast)];
    for (let page = from; page <= Math.min(to, from + WIDEST_RANGE); page += 1) push(found.pages, page);
  });
  text = consume(text, PAGE, ([, before, after]) => push(found.pages, Number(before ?? after)));
  for (const pattern of MEASURE_PATTERNS) text = readMeasures(text, pattern, catalogue, found);
  if (found.measures.length + found.pages.length > 0) found.words = text.replaceAll(BLANK, " ").trim();
  consume(text, SECTION, ([, titled, plain, bare]) => {
    const number = Number(titled ?? plain ?? bare);
    if (catalogue.collection.measures.some((measure) => measure.section.number === number))
      push(found.sections, number);
  });
  found.titles = namedTitles(question, catalogue);
  if (found.titles.length === 0) found.titles = titlesAskedAbout(question, catalogue);
  return found;
}

function readMeasures(text: string, pattern: RegExp, catalogue: Catalogue, found: References): string {
  let rest = text;
  for (const match of text.matchAll(pattern)) {
    const section = Number(match[1]);
    const id = `${section}-${Number(match[2])}`;
    const plain = !match[0].includes("#") && !match[0].includes("(") && !match[0].includes("節");
    if (!catalogue.measures.has(id)) {
      // "3-99" may be anything; "(3)99" can only mean a measure.
      if (!plain) push(found.unknown, `(${section})${Number(match[2])}`);
      continue;
    }
    push(found.measures, id);
    let end = match.index + match[0].length;
    for (let next = FURTHER.exec(text.slice(end)); next; next = FURTHER.exec(text.slice(end))) {
      // "①〜③" means ② too.
      const from = /[~〜-]|から/.test(next[0]) ? Number(found.measures.at(-1)?.split("-")[1]) + 1 : Number(next[1]);
      for (let number = from; number <= Number(next[1]); number += 1) {
        const further = `${section}-${number}`;
        if (catalogue.measures.has(further)) push(found.measures, further);
      }
      end += next[0].length;
    }
    rest = blank(rest, match.index, end);
  }
  return rest;
}

/** Width and case folded; circled numbers as "#3", so that they stay told from plain ones; kanji numerals of 第五節. */
function plainNumbers(question: string): string {
  const marked = Array.from(question, (character) => {
    const value = circledValue(character);
    return value === undefined ? character : `#${value}`;
  }).join("");
  return marked
    .replace(/[\u200b-\u200f\u2060-\u2064\ufeff]/g, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(
      /[〇一二三四五六七八九十百]{1,5}(?=\s{0,3}(?:ページ|頁|節|番目|つ目|番(?!大|多|高|低|新|古|近|い|上|下|人)))/gu,
      (kanji) => String(kanjiNumber(kanji)),
    );
}

/** "七十三" → 73, "百十一" → 111. */
function kanjiNumber(kanji: string): number {
  const digits = "〇一二三四五六七八九";
  // "一〇八" digit by digit.
  if (!/[十百]/u.test(kanji)) return Number(Array.from(kanji, (character) => digits.indexOf(character)).join(""));
  let total = 0;
  let digit = 0;
  for (const character of kanji) {
    const unit = character === "百" ? 100 : character === "十" ? 10 : 0;
    if (unit === 0) digit = digits.indexOf(character);
    else {
      total += (digit || 1) * unit;
      digit = 0;
    }
  }
  return total + digit;
}

interface Name {
  key: string;
  ids: string[];
}

const namesOf = new WeakMap<Catalogue, Name[]>();

function namedTitles(question: string, catalogue: Catalogue): string[] {
  const text = nameKey(question);
  const names = knownNames(catalogue).filter(({ key }) => standsAlone(text, key));
  const longest = names.filter(({ key }) => !names.some((other) => other.key !== key && other.key.includes(key)));
  return Array.from(new Set(longest.flatMap(({ ids }) => ids)));
}

/** "くるみんとは何ですか": the few whose title holds the name; that of many (DX) is a topic. */
function titlesAskedAbout(question: string, catalogue: Catalogue): string[] {
  const key = nameKey(nameAskedAbout(question) ?? "");
  if (key === "") return [];
  const owners = catalogue.collection.measures.filter(({ title }) => isWordOf(nameKey(title), key));
  return owners.length <= MOST_OWNERS ? owners.map(({ id }) => id) : [];
}

/** Whether a key is in a text with nothing of its own script around it: IT is no word of inpit, 支援策 none of 企業支援策. */
function isWordOf(text: string, key: string): boolean {
  const own = [/[a-z\d]/u, /\p{Script=Han}/u, /[\p{Script=Katakana}ー]/u];
  const continues = (inside: string, outside: string): boolean =>
    own.some((script) => script.test(inside) && script.test(outside));
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    const end = at + key.length;
    if (!continues(key[0] ?? "", text[at - 1] ?? "") && !continues(key.at(-1) ?? "", text[end] ?? "")) return true;
  }
  return false;
}

/** "リスキリング支援" does not stand in リスキリング支援センター: a name ends where its word ends. */
function standsAlone(text: string, key: string): boolean {
  const goesOn = /[\p{Script=Katakana}ー]$/u.test(key)
    ? /^[\p{Script=Katakana}ー]/u
    : /^[\p{Script=Katakana}\p{Script=Han}]/u;
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + 1)) {
    if (!goesOn.test(text.slice(at + key.length))) return true;
  }
  return false;
}

/** Titles, the contents' titles and programme names, longest first; computed once a catalogue. */
function knownNames(catalogue: Catalogue): Name[] {
  const known = namesOf.get(catalogue);
  if (known) return known;
  const ids = new Map<string, string[]>();
  for (const measure of catalogue.collection.measures) {
    const titles = [measure.title, measure.titleInContents ?? "", ...titleParts(measure.title)];
    for (const name of [...titles, ...measure.programmes.map((programme) => programme.name)]) {
      const key = nameKey(name);
      if (key.length < SHORTEST_NAME) continue;
      const owners = ids.get(key) ?? [];
      if (!owners.includes(measure.id)) ids.set(key, [...owners, measure.id]);
    }
  }
  const names = Array.from(ids, ([key, owners]) => ({ key, ids: owners })).sort((a, b) => b.key.length - a.key.length);
  namesOf.set(catalogue, names);
  return names;
}

/** "イノベーション拠点税制(イノベーションボックス税制)" is known by either name; 「マナパス」を… by what it quotes. */
function titleParts(title: string): string[] {
  const [, before, inside] = /^(.{4,}?)\s{0,3}[(\uff08]([^()\uff08\uff09]{5,})[)\uff09]\s{0,3}$/u.exec(title) ?? [];
  const parts = before && inside && !/コース|関連|設備/.test(inside) ? [before, inside] : [];
  return [...parts, ...Array.from(title.matchAll(/「([^」]{4,})」/gu), ([, quoted]) => quoted ?? "")];
}

const nameKey = (name: string): string => normalise(name).replace(/[^\p{L}\p{N}]/gu, "");

function consume(text: string, pattern: RegExp, read: (match: RegExpMatchArray) => void): string {
  let rest = text;
  for (const match of text.matchAll(pattern)) {
    read(match);
    rest = blank(rest, match.index, match.index + match[0].length);
  }
  return rest;
}

/** Matched by no pattern. */
const BLANK = "\u0000";
const blank = (text: string, start: number, end: number): string =>
  text.slice(0, start) + BLANK.repeat(end - start) + text.slice(end);

function push<Value>(list: Value[], value: Value): void {
  if (!list.includes(value)) list.push(value);
}
