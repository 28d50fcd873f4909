import { soundOfQuestion } from "../../index/kana-reading.ts";

export type Language = "ja" | "en" | "zh" | "vi";

const VIETNAMESE = /[ăâđêôơưĂÂĐÊÔƠƯ]|[\u1ea0-\u1ef9]/u;
const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HAN = /\p{Script=Han}/u;
/** Characters and words that Chinese writes and a Japanese keyword list does not. */
const CHINESE =
  /[们预额费济术优该层读写吗呢这么对还给让为应业务补贴请问电资进发关产东车门见贸险认证岁办员联网]|什么|怎么|可以|有没有|我的|哪/u;

/** The language a question is written in: Japanese unless its script says otherwise. Romaji is Japanese. */
export function readLanguage(question: string): Language {
  const text = question.normalize("NFC");
  if (KANA.test(text)) return "ja";
  if (VIETNAMESE.test(text)) return "vi";
  if (HAN.test(text)) return CHINESE.test(text) ? "zh" : "ja";
  const latin = text.match(/[a-z]/giu)?.length ?? 0;
  return latin >= 6 && soundOfQuestion(text) === undefined ? "en" : "ja";
}
