/**
 * "…の概要を教えてください": a measure as a whole is asked for, in words that stand in no measure. その概要 and これの内容 name
 * none and stay as they are.
 */
const WHOLE =
  /(?<=[^\s、。])(?<!(?:^|[^\p{Script=Hiragana}]|[はがをもでに])[そこあど](?:れ|ちら)?)(?:の|に関する|[\s　]+)(?:概要|内容|詳細|詳しい内容|中身|あらまし|全体像|要点|説明)(?:を|について|は|が|って|とは)?(?:(?:簡単に|ざっくり|短く|詳しく)?(?:教えて|知りたい|説明して|聞きたい|まとめて|見せて|お願い)[\p{Script=Hiragana}]{0,12})?[\s?？。!！]*$/u;

/** The question with "とは" for such words, which would else be looked for in the document and missed there. */
export const withoutWordsForWhole = (question: string): string => question.replace(WHOLE, "とは");
