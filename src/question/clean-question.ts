import { withoutInvisible } from "../../index/normalise.ts";
import { cutPersonalData } from "./cut-personal-data.ts";
import { hasPersonalData } from "./find-personal-data.ts";
import { withoutHidden } from "./hidden-characters.ts";

const TAG = /<\/?[a-z!][^<>]*(?:>|$)/giu;
const LINK = /!?\[([^\][]*)\]\([^)]*\)*/gu;
const BRACED = /[#$]?\{[^{}]*\}+|<%[^%]*%>/gu;
/** Digits stay: 100000000円 repeats nothing. */
const REPETITION = /((?!\d)\D.{1,19}?)\1{3,}/gsu;
const ONE_CHARACTER = /(\D)\1{9,}/gsu;

/** Where one sentence ends, or the question proper begins behind an order. */
const SENTENCE =
  /(?<=[。!?！？;])|(?<=[a-z]\.)\s+(?=[A-Z])|(?:、|。|^)(?:そのあとで?|それから|それで|それと|本題:?|さて)|\bNow:/giu;
/** Tells the assistant how to answer, what to be or what to forget; asks nothing of the document. */
const ORDERS =
  /(?:指示|命令|ルール|決まりごと|制約).{0,14}(?:忘|無視|取り消|捨て|従う?な|英訳|出力|書き出|表示|だ[。!]?$)|(?:回答|返事|答え|返答|出力|文中|語尾|出典|引用|先頭|末尾|リンク).{0,60}(?:付け|入れ|始め|締め|しろ|せよ|ろ|こと|だけ|禁止|なしで|にして|(?:付け|入れ|書い|出し|答え|出力し)て(?:下さい|ください)|覚えて|書いて|ゃん」?)[。!、]?$|(?:になりき(?:っ|れ|り(?:、|$))|として振る舞|の役(?:を|で|になっ)|役から(?:降|外)|開発者モード|システムプロンプト|プロンプトを(?:表示|出力|見せ)|一字一句|社長命令だ|採点者|満点|デコードし|覚えて(?:おい|おけ|ください|下さい|、))|^(?:ignore|disregard|forget|repeat|you are|system|pretend|act as)\b|\b(?:select\s.{0,40}\sfrom|union\s+(?:all\s+)?select|drop table|insert into)\b|^['"]?\s*;|^--+\s|^###/iu;

/**
 * What a question asks, without what only hides it: invisible characters, markup, one phrase said over and over, orders to
 * the assistant and personal data. Where nothing but orders is said, they stay as they are; personal data never does.
 */
export function cleanQuestion(question: string): string {
  const { plain, kept, said } = sentencesOf(question);
  return kept.length === 0 || kept.length === said ? plain : cutPersonalData(kept.join("\n"));
}

/**
 * What of a text may be searched, "" where nothing may: of a profile, unlike of a question, nothing else needs an answer.
 * 「担当は090-…」 without its number is no need.
 */
export function searchableText(text: string): string {
  const impersonal = text.split(SENTENCE).filter((sentence) => !hasPersonalData(sentence));
  return cutPersonalData(sentencesOf(impersonal.join("")).kept.join(""));
}

/** Whether a question says nothing but orders to the assistant. */
export function saysOnlyOrders(question: string): boolean {
  const { plain, kept, said } = sentencesOf(question);
  return said > 0 && kept.length === 0 && !ASKS.test(plain.normalize("NFKC"));
}

function sentencesOf(question: string): { plain: string; kept: string[]; said: number } {
  // A line is a sentence: what turns line ends into blanks comes after.
  const lines = withoutHidden(question)
    .trim()
    .replace(/(?<![。!?！？\s])\s*\n+/gu, "。");
  const visible = withoutInvisible(lines).replace(TAG, " ").replace(LINK, " $1 ").replace(BRACED, " ");
  const plain = cutPersonalData(visible.replace(REPETITION, "$1").replace(ONE_CHARACTER, "$1")).trim();
  const sentences = plain.split(SENTENCE).map((sentence) => sentence.trim());
  const kept = sentences.filter((sentence) => saysSomething(sentence) && !ORDERS.test(sentence.normalize("NFKC")));
  return { plain, kept, said: sentences.filter(saysSomething).length };
}

const ASKS = /[?]|(?:か|の)[。]?$|何|いくら|教えて|知りたい|what|how|who/iu;
const saysSomething = (sentence: string): boolean => /[\p{L}\p{N}]{2}/u.test(sentence);
