import { normalise } from "../../index/normalise.ts";
import type { Measure } from "../../ingest/collection.ts";
import { parseYen } from "../../ingest/parse-yen.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { hasNoSubject } from "./has-no-subject.ts";
import { withShortMinistryNames } from "./ministry-names.ts";
import type { References } from "./resolve-references.ts";

/** One rule that a measure of a whole list passes, with the words that name the rule to the reader. */
export interface ListingRule {
  rule: string;
  test: (measure: Measure) => boolean;
}

/** What every rule reads: the question as asked, normalised, and what it names. */
export interface ListingQuestion {
  asked: string;
  text: string;
  references: References;
  catalogue: Catalogue;
  /** The measures that may be listed. */
  range: readonly Measure[];
}

const ABOUT_MINISTRY =
  /施策|もの|担当|所管|受け持ち|持って|関わ|関係|一覧|全部|すべて|リスト|税制|補助金|助成金|やって|どれ|件数|何件|管轄/u;

/** 「農水省の施策」「国交省だけが担当」. */
export function ministryRules({ text, catalogue }: ListingQuestion): ListingRule[] {
  const short = withShortMinistryNames(text);
  const known = new Set(catalogue.collection.measures.flatMap((measure) => measure.ministries.map(({ name }) => name)));
  const mentioned = Array.from(known).filter((name) => short.includes(name));
  // 「外務省の施策は何件。経産省と共管のものも含めて」: the second is no condition.
  const inclusive = /も(?:含め|入れ|数え|合わせ)|共管/u.test(text);
  const inOrder = [...mentioned].sort((a, b) => short.indexOf(a) - short.indexOf(b));
  const named = inclusive ? inOrder.slice(0, 1) : inOrder;
  if (named.length === 0 || !ABOUT_MINISTRY.test(text)) return [];
  if (/(?:省|庁|府|房)以外/u.test(short)) {
    return [
      {
        rule: `所管に${named.join("・")}を含まない`,
        test: ({ ministries }) => !ministries.some(({ name }) => named.includes(name)),
      },
    ];
  }
  const alone = /(?:省|庁|府|房)(?:だけ|のみ|単独)/u.test(short);
  return [
    {
      rule: `所管${alone ? "が" : "に"}${named.join("・")}${alone ? "のみ" : "を含む"}`,
      test: ({ ministries }) =>
        named.every((name) => ministries.some((ministry) => ministry.name === name)) &&
        (!alone || ministries.length === named.length),
    },
  ];
}

/** 「(4)の一覧」「(7)海外展開の章」「インバウンドの項目」「第2章」. */
export function sectionRules({ text, references, catalogue }: ListingQuestion): ListingRule[] {
  const { chapters } = catalogue.collection;
  const sections = chapters.flatMap((chapter) => chapter.sections);
  if (/\(1\)から\(10\)/u.test(text)) return [];
  const bare = Array.from(text.matchAll(/\((\d{1,2})\)/gu), ([, digits]) => Number(digits));
  const numbers = references.sections.length > 0 ? references.sections : bare;
  const numbered = sections.filter((section) => numbers.includes(section.number));
  const wanted = numbered.length > 0 ? numbered : sections.filter(({ title }) => namesHeading(text, title)).slice(0, 1);
  if (wanted.length > 0) {
    return [
      {
        rule: wanted.map((section) => `(${section.number})${section.title}`).join("と"),
        test: (measure) => wanted.some((section) => section.number === measure.section.number),
      },
    ];
  }
  const number = Number(/(?<!\d)(\d)\s?章/u.exec(text)?.[1] ?? 0);
  const chapter = chapters.find((one) => one.number === number || text.includes(normalise(one.title)));
  if (chapter) {
    return [
      { rule: `${chapter.number}. ${chapter.title}`, test: (measure) => measure.chapter.number === chapter.number },
    ];
  }
  const topic = sections.flatMap(({ topics }) => topics).find((name) => namesHeading(text, name));
  return topic ? [{ rule: topic, test: (measure) => measure.topic === topic }] : [];
}

/** A heading is named by the whole of it, or by its first word of four characters and 項目, 節, 分野. */
function namesHeading(text: string, title: string): boolean {
  const plain = normalise(title);
  if (text.includes(plain)) return true;
  const word = plain.split(/[（(・、]/u)[0] ?? "";
  return word.length >= 4 && text.includes(word) && /項目|節|分野|テーマ|章/u.test(text);
}

const IN_TITLE: readonly RegExp[] = [
  /[「『"]([^「」『』"]{1,20})[」』"]が(?:施策名|題名|名前|タイトル)に/u,
  /(?:題名|名前|タイトル|施策名|名称)に?[「『"]?([^「」『』"にと、が]{2,12})[」』"]?(?:と|が)?(?:入|付|つ|含|ある|書)/u,
  /題名に?(?:「)?(\S{2,8}?)(?:」)?とつ/u,
  /[「『"]([^「」『』"]{2,20})[」』"](?:って|という|といった|の)(?:名前|題名|施策名|タイトル|名称)/u,
  /([^\s、。「」]{2,14})が(?:施策名|題名|名前|タイトル)に(?:出|入|ある|付|含|つ)/u,
  /[○〇△×]*([^\s○〇、。]{2,8})という(?:名前|題名)/u,
];

/** 「題名に税制と入る」「NEXIが施策名に出てくる」. */
export function titleRules({ asked, catalogue }: ListingQuestion): ListingRule[] {
  const text = asked.normalize("NFKC");
  if (/(?:同じ|おなじ)(?:名前|題名|施策名)|同名/u.test(text)) return [sameTitleRule(catalogue)];
  const found = IN_TITLE.map((pattern) => pattern.exec(text)?.[1]).find((word) => word !== undefined);
  const word = normalise(found ?? "");
  return word === ""
    ? []
    : [{ rule: `題名に「${word}」を含む`, test: (measure) => normalise(measure.title).includes(word) }];
}

function sameTitleRule(catalogue: Catalogue): ListingRule {
  const titles = catalogue.collection.measures.map(({ title }) => normalise(title));
  return {
    rule: "同じ題名の施策がほかにもある",
    test: ({ title }) => titles.filter((other) => other === normalise(title)).length > 1,
  };
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

/** A type narrows another rule; alone it must be all that the question is about. */
export function typeRules({ text }: ListingQuestion, others: readonly ListingRule[]): ListingRule[] {
  const found = TYPE_WORDS.find(([word]) => word.test(text));
  if (!found) return [];
  const [word, type] = found;
  const isHeading = others.some(({ rule }) => word.test(rule));
  const saysMore = others.length === 0 && !hasNoSubject(text.replace(word, ""));
  if (isHeading || saysMore) return [];
  return [{ rule: `支援の種類が${type}`, test: (measure) => measure.supportTypes.includes(type) }];
}

const IN_TEXT: readonly RegExp[] = [
  /[「『【]([^」』】]{2,20})[」』】](?:と|に|が|の)?(?:書|報告|なった|記載|ある|ふれ|触れ|出て)/u,
  /^(.{3,14}?)(?:に|と)(?:ふれ|触れ|言及|書いて)/u,
  /([\p{Script=Han}\p{Script=Katakana}ー]{3,10})が(?:受けられる|使える|ある)施策/u,
];

/** 「過去最高」になったと報告されている, 能登半島地震にふれている, 【再掲】と書いてある. */
export function textRules({ asked, catalogue }: ListingQuestion): ListingRule[] {
  const text = asked.normalize("NFKC");
  const found = IN_TEXT.map((pattern) => pattern.exec(text)?.[1]).find((word) => word !== undefined);
  const word = normalise(found ?? "");
  if (word === "" || /施策|題名/.test(word)) return [];
  return [{ rule: `本文に「${word}」を含む`, test: (measure) => catalogue.wholeText(measure).includes(word) }];
}

/** 「施策の数が一番多い節」「施策が最も少ない省」: the group that has most, or fewest, measures. */
export function largestGroupRules({ text, range }: ListingQuestion): ListingRule[] {
  const [, most] = /(?:一番|最も|もっとも|いちばん)(?:施策の?)?(?:数が?)?(多|少な)/u.exec(text) ?? [];
  if (!most || !/施策|件数/u.test(text) || /予算|額/u.test(text)) return [];
  const bySection = /節|分野|項目|章|\(1\)から\(10\)/u.test(text);
  if (!bySection && !/どの(?:省|府省|役所)|(?:省|府省)は/u.test(text)) return [];
  const groupsOf = (measure: Measure): string[] =>
    bySection ? [`(${measure.section.number})${measure.section.title}`] : measure.ministries.map(({ name }) => name);
  const counts = new Map<string, number>();
  for (const group of range.flatMap(groupsOf)) counts.set(group, (counts.get(group) ?? 0) + 1);
  const ranked = Array.from(counts).sort((a, b) => (most === "多" ? b[1] - a[1] : a[1] - b[1]));
  const [winner] = ranked;
  if (!winner) return [];
  return [
    {
      rule: `施策の数が最も${most === "多" ? "多い" : "少ない"}${bySection ? "節" : "府省"}: ${winner[0]}`,
      test: (measure) => groupsOf(measure).includes(winner[0]),
    },
  ];
}

const BOUND = /(以上|を超|超え|より(?:大き|多)|以下|未満|より(?:小さ|少な))/u;

/** 「予算が100億円以上の施策」「10億円超100億円未満」: one stated budget within all bounds is enough. */
export function budgetRules({ asked, catalogue }: ListingQuestion): ListingRule[] {
  const text = asked.normalize("NFKC");
  if (!/予算|額|規模|基金/u.test(text)) return [];
  const bounds = parseYen(text).flatMap(({ value, yen, end }) => {
    const [, bound] = BOUND.exec(text.slice(end, end + 8)) ?? [];
    if (!bound) return [];
    const strict = /^以/u.test(bound) ? 0 : 1;
    const [from, to] = /以上|超|大き|多/u.test(bound) ? [yen + strict, undefined] : [0, yen - strict];
    return [{ words: `${value}${bound.replace(/^(?:を超|超え)$/u, "超")}`, from, to }];
  });
  if (bounds.length === 0) return [];
  const from = Math.max(...bounds.map((bound) => bound.from));
  const to = Math.min(...bounds.map((bound) => bound.to ?? Number.POSITIVE_INFINITY));
  return [
    {
      rule: `書かれた予算額のどれかが${bounds.map(({ words }) => words).join("、")}`,
      test: ({ id }) => catalogue.statesBudgetWithin(id, from, to),
    },
  ];
}

/** 「一番おしまいの施策」「最初に載っている施策」: by position, within what the other rules leave. */
export function readPosition(text: string): "first" | "last" | undefined {
  if (!/施策|項目|番号/u.test(text)) return undefined;
  if (/(?:最後|おしまい|末尾)(?:の(?:施策|項目|番号)|に(?:出|載|書))/u.test(text)) return "last";
  return /(?:最初|冒頭|はじめ)(?:の(?:施策|項目|番号)|に(?:出|載|書))/u.test(text) ? "first" : undefined;
}
