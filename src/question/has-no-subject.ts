/** Words that ask, count or point, and words for the asker: none of them says what a question is about. */
const NO_SUBJECT = [
  "令和\\s*\\d+\\s*年度?|平成\\s*\\d+\\s*年度?|20\\d\\d\\s*年度?|来年度?|今年度?|去年|昨年|補正|当初|予算案?|年度|\\d+月|\\d+日",
  "従業員|社員|資本金|売上|うち|当社|弊社|会社|企業|[\\d,.]+|億|万|円|人|名|以上|以下|未満",
  "役所|省庁|府省|所管|担当|窓口|電話|番号|頁|ページ|何|件数?|社数|人数|回数?|実績|金額|額|率|割合|対象|条件|要件|期限|締切|時期|開始|場所|名前|名称|正式",
  "施策|制度|事業|補助金?|助成金?|支援|国|文書|資料|載|書|教|知|詳|言|見|使|入|受|出|申|込|請|大丈夫|本当|確|OK|全部|合計|くらい",
].join("|");

/** Kanji, katakana or Latin letters beyond this are a subject. */
const MOST_LEFT = 1;

/** "従業員280人でも入れますか", "どこの役所の担当?": says who asks and what is asked, and nothing of what it is about. */
export function hasNoSubject(question: string): boolean {
  const left = question.normalize("NFKC").replace(new RegExp(NO_SUBJECT, "giu"), "");
  return (left.match(/[\p{Script=Han}\p{Script=Katakana}a-z]/giu)?.length ?? 0) <= MOST_LEFT;
}
