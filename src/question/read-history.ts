import { z } from "@hono/zod-openapi";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { resolveReferences } from "./resolve-references.ts";

export const Message = z
  .object({
    role: z.enum(["user", "assistant", "system"]),
    content: z.string(),
    /** Measure ids that an earlier answer cited: how a stateless server knows what "それ" is. */
    citations: z.array(z.string()).optional(),
  })
  .openapi("Message");
export type Message = z.infer<typeof Message>;

export interface Conversation {
  question: string;
  /** Measures the last answer was about, in its order. */
  focus: string[];
  /** Measures of all answers, in order of first mention. */
  mentioned: string[];
  /** The last answer's text, "" before the first. */
  lastAnswer: string;
  /** The user's earlier questions, the last one last. */
  earlierQuestions: string[];
}

/** The question to answer and what it may refer back to. The last user message is the question; system messages are ignored. */
export function readConversation(messages: readonly Message[], catalogue: Catalogue): Conversation {
  const last = messages.findLastIndex((message) => message.role === "user");
  const earlier = messages.slice(0, Math.max(0, last));
  const answers = earlier
    .filter((message) => message.role === "assistant")
    .map((message) => focusOf(message, catalogue));
  return {
    question: messages[last]?.content ?? "",
    focus: answers.at(-1) ?? [],
    lastAnswer: earlier.findLast((message) => message.role === "assistant")?.content ?? "",
    mentioned: Array.from(new Set(answers.flat())),
    earlierQuestions: earlier.filter((message) => message.role === "user").map((message) => message.content),
  };
}

function focusOf(answer: Message, catalogue: Catalogue): string[] {
  const cited = (answer.citations ?? []).filter((id) => catalogue.measures.has(id));
  if (cited.length > 0) return Array.from(new Set(cited));
  const named = resolveReferences(answer.content, catalogue);
  return named.measures.length > 0 ? named.measures : named.titles;
}

/** How a question hangs on what was said before it. */
export interface Dependence {
  /** それ, その助成金, 予算は?: it needs what was said. */
  pointsBack: boolean;
  /** ところで, 話は変わりますが: it must not lean on it. */
  changesTopic: boolean;
  /** 他には?: more of the same, without what was shown. */
  asksOthers: boolean;
  /** 2番目のやつ, 最後の: position in what was shown, from 0; -1 the last. */
  ordinal: number | undefined;
  /** いや、そうじゃなくて: what was shown is not what is wanted. */
  corrects: boolean;
}

const POINTS_BACK =
  /^(それ|その|これ|この|あれ|あの|じゃあ|では|で、|ちなみに|じゃ|上の|さっき|今の|同じ|そのうち|うちみたいに|逆に|いや)|それ(は|の|って|と|を|、)|その(施策|事業|制度|補助金|助成金|予算|実績|うち)|のほう(は|の|が|、|を)|の方(は|の|が|、|を)|の(分|場合|やつ)(は|も)|だけじゃなく|じゃなくて|って何ページ/u;
const CHANGES_TOPIC =
  /ところで|話は?(が)?変わ|別の話|それはもういい|次の質問|^次。|もう一つ(別|聞)|別件|違う話|全然別|以上です|by the way|another (topic|question)/iu;
const ASKS_OTHERS =
  /^(じゃあ|では)?[、\s]*(他|ほか)(に|は)|(他|ほか)に(は|も|何か|ありますか|ない)|それ以外|anything else|还有/iu;
const CORRECTS =
  /^(?:いや|いえ|いいえ|違う|ちがう|違います)(?:[、。,!\s違い]|$)|^(?:そうじゃなく|そうではなく)|(?<!だけ|のみ)(?:じゃ|では)なく(?!な)|not that|不是/iu;
const DENIED =
  /^(?:(?:いや|いえ|いいえ|違う|ちがう|違います|ちゃう)(?=[、。,!\s違]|$)[、。,!\s]*)+|(?:そう|それ|これ|[^、。\s]{1,14})(?<!だけ|のみ)(?:じゃ|では)なく(?:て|って)?[、。\s]*(?:て、?)?/gu;

/** A correction without what it turns away: "弁護士じゃなくて、役所の窓口" asks for 役所の窓口. */
export function withoutDenied(question: string): string {
  const rest = question.normalize("NFKC").replace(DENIED, "").trim();
  return rest === "" ? question : rest;
}

const NUMBERS = "一二三四五六七八九";

export function readDependence(question: string): Dependence {
  const text = question.normalize("NFKC").trim();
  const changesTopic = CHANGES_TOPIC.test(text);
  return {
    changesTopic,
    pointsBack: !changesTopic && POINTS_BACK.test(text),
    asksOthers: !changesTopic && ASKS_OTHERS.test(text),
    ordinal: changesTopic ? undefined : readOrdinal(text),
    corrects: !changesTopic && CORRECTS.test(text),
  };
}

function readOrdinal(text: string): number | undefined {
  if (/最後(の|に出)/u.test(text)) return -1;
  if (/最初(の|に出)/u.test(text)) return 0;
  const [, digit, kanji] =
    /(?:(?<!\d)(\d{1,2})|(?<![十])([一二三四五六七八九]))\s*(?:番目|つ目|個目|件目)/u.exec(text) ?? [];
  if (digit) return Number(digit) - 1;
  if (kanji) return NUMBERS.indexOf(kanji);
  return undefined;
}
