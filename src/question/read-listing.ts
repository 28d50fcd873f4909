import { normalise } from "../../index/normalise.ts";
import type { Fact, Measure } from "../../ingest/collection.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import type { References } from "./resolve-references.ts";

/** An exhaustive question, answered from the structure and not from the nearest texts. */
export interface Listing {
  /** The rule that was used, for the reader: 「所管に経産省を含む」. */
  rules: string[];
  measures: Measure[];
  /** For 「一番予算の大きい」: the facts that decide, largest first. */
  largest: { measure: Measure; fact: Fact }[];
}

const ASKS_ALL =
  /全部|すべて|全て|ぜんぶ|一覧|リスト|いくつ(ある|あり|の|です|$|[?？。])|何(件|個|施策)(ある|あり|載|の施策|です|に|$|[?？。、])|並べ|ならべ|挙げ|もれなく|漏れなく|数え|どれとどれ|何と何|二つとも|三つ|見せて|何がある|施策は[?？]?$|施策はどれ|のはどの施策|list all|how many measures/iu;
const LARGEST = /(一番|最も|もっとも|いちばん).{0,8}(大き|多い|高い)|最大(の|額)/u;

/** Official names in full, as people write them; the document prints the short ones. */
const LONG_NAMES: Record<string, string> = {
  経済産業省: "経産省",
  農林水産省: "農水省",
  国土交通省: "国交省",
  厚生労働省: "厚労省",
  文部科学省: "文科省",
  中小企業庁: "中企庁",
  出入国在留管理庁: "入管庁",
  入国管理庁: "入管庁",
};

/** Reads an exhaustive question; undefined when it asks for no whole list, or names nothing to list by. */
export function readListing(question: string, references: References, catalogue: Catalogue): Listing | undefined {
  const text = normalise(question);
  const asksLargest = LARGEST.test(text) && /予算|額|基金/.test(text);
  if (!ASKS_ALL.test(text) && !asksLargest) return undefined;
  const { measures, facts } = catalogue.collection;
  const tests: Test[] = [
    ...ministryTest(text, catalogue),
    ...sectionTest(text, references, catalogue),
    ...titleTest(question),
    ...textTest(question, catalogue),
  ];
  if (!tests.some(({ rule }) => /^(?:題名|本文)/u.test(rule))) tests.push(...typeTest(text, tests.length > 0));
  if (references.titles.length > 1 && tests.length === 0) {
    tests.push({ rule: "題名・事業名が一致", test: (measure) => references.titles.includes(measure.id) });
  }
  if (asksLargest) {
    const kept = measures.filter(
      (measure) =>
        tests.every(({ test }) => test(measure)) &&
        (!/補助金/.test(text) || measure.supportTypes.includes("補助金・助成金")),
    );
    return { rules: tests.map(({ rule }) => rule), measures: kept, largest: largestBudgets(text, kept, facts) };
  }
  if (tests.length === 0) return undefined;
  return {
    rules: tests.map(({ rule }) => rule),
    measures: measures.filter((measure) => tests.every(({ test }) => test(measure))),
    largest: [],
  };
}

type Test = { rule: string; test: (measure: Measure) => boolean };

function ministryTest(text: string, catalogue: Catalogue): Test[] {
  const short = Object.entries(LONG_NAMES).reduce((plain, [long, name]) => plain.replaceAll(long, name), text);
  const known = Array.from(
    new Set(catalogue.collection.measures.flatMap((measure) => measure.ministries.map(({ name }) => name))),
  );
  const named = known.filter((name) => short.includes(name));
  if (named.length === 0 || !/施策|もの|担当|所管|関わ|関係|一覧|全部|すべて|リスト|税制|補助金|助成金/u.test(text))
    return [];
  return [
    {
      rule: `所管に${named.join("・")}を含む`,
      test: (measure) => named.every((name) => measure.ministries.some((ministry) => ministry.name === name)),
    },
  ];
}

function sectionTest(text: string, references: References, catalogue: Catalogue): Test[] {
  const sections = catalogue.collection.chapters.flatMap((chapter) => chapter.sections);
  const numbered = sections.filter((section) => references.sections.includes(section.number));
  const [byName] = numbered.length > 0 ? numbered : sections.filter((section) => namesSection(text, section.title));
  if (byName) {
    return [{ rule: `(${byName.number})${byName.title}`, test: (measure) => measure.section.number === byName.number }];
  }
  const topic = sections.flatMap((section) => section.topics).find((name) => namesSection(text, name));
  return topic ? [{ rule: topic, test: (measure) => measure.topic === topic }] : [];
}

/** A heading is named by the whole of it, or by its first word of four characters and 項目, 節, 分野. */
function namesSection(text: string, title: string): boolean {
  const plain = normalise(title);
  if (text.includes(plain)) return true;
  const word = plain.split(/[（(・、]/u)[0] ?? "";
  return word.length >= 4 && text.includes(word) && /項目|節|分野|テーマ|章/u.test(text);
}

function titleTest(question: string): Test[] {
  const text = question.normalize("NFKC");
  const [, quoted, plain, suffix] =
    /(?:題名|名前|タイトル|施策名)に?[「『"]?([^「」『』"にと]{2,12})[」』"]?(?:と|が)?(?:入|付|つ)|題名に?(?:「)?(\S{2,8}?)(?:」)?とつ|[○〇△×]*([^\s○〇、。]{2,8})という(?:名前|題名)/u.exec(
      text,
    ) ?? [];
  const word = normalise(quoted ?? plain ?? suffix ?? "");
  return word === ""
    ? []
    : [{ rule: `題名に「${word}」を含む`, test: (measure) => normalise(measure.title).includes(word) }];
}

/** Words for the support types, as they are asked for. */
const TYPE_WORDS: readonly (readonly [word: RegExp, type: string])[] = [
  [/税制|減税/u, "税制"],
  [/補助金|助成金/u, "補助金・助成金"],
  [/融資|保証制度|保険/u, "融資・保証・保険"],
  [/出資/u, "出資"],
  [/認定制度|優遇/u, "認定・優遇"],
  [/相談(?:窓口)?|専門家派遣/u, "相談・専門家派遣"],
  [/研修/u, "人材・研修"],
  [/展示会|マッチング/u, "マッチング・展示会"],
  [/研究開発/u, "研究開発"],
];

/** A type narrows another rule; alone it must plainly be what is listed. */
function typeTest(text: string, combined: boolean): Test[] {
  const type = TYPE_WORDS.find(([word]) => word.test(text))?.[1];
  if (
    !combined &&
    !/(?:税制|補助金|助成金|融資|出資|相談|研修|展示会)(?:は|を|の施策は?)、?(?:全部|すべて|いくつ|一覧|何件)/u.test(
      text,
    )
  )
    return [];
  return type ? [{ rule: `支援の種類が${type}`, test: (measure) => measure.supportTypes.includes(type) }] : [];
}

/** 「過去最高」になったと報告されている, 能登半島地震にふれている, 【再掲】と書いてある. */
function textTest(question: string, catalogue: Catalogue): Test[] {
  const text = question.normalize("NFKC");
  const [, quoted, plain] =
    /[「『【]([^」』】]{2,20})[」』】](?:と|に|が|の)?(?:書|報告|なった|記載|ある|ふれ|触れ)/u.exec(text) ??
    /^()(.{3,14}?)(?:に|と)(?:ふれ|触れ|言及|書いて)/u.exec(text) ??
    /()([\p{Script=Han}\p{Script=Katakana}ー]{3,10})が(?:受けられる|使える|ある)施策/u.exec(text) ??
    [];
  const word = normalise(quoted || plain || "");
  if (word === "" || /施策|題名/.test(word)) return [];
  return [{ rule: `本文に「${word}」を含む`, test: (measure) => catalogue.wholeText(measure).includes(word) }];
}

function largestBudgets(text: string, measures: readonly Measure[], facts: readonly Fact[]): Listing["largest"] {
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
