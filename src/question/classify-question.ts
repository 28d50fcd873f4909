/** What kind of answer a question wants, as far as its form tells. */
export type QuestionForm = "greeting" | "empty" | "abuse" | "fraud" | "overview" | "question";

const GREETING =
  /^(こんにち[はわ]|こんばん[はわ]|おはよう(ございます)?|はじめまして|お?疲れ(様|さま)?(です|でした)?|おつかれ(さま|ー)?(です)?|ありがとう(ございます|ございました)?|どうも|hello|hi|hey|thanks?|thank you|テスト|test)[\s。！!、.〜~ーw]*$/iu;
/** Asks who answers, or what one can ask. */
const ABOUT_US =
  /^(?:(?:あなた|君|きみ|おまえ|これ|このサイト|施策ナビ)(?:は|って)(?:誰|だれ|何者?|なに)|(?:何|なに)が(?:できる|できます|聞ける|聞けます)|自己紹介|使い方(?:は|を)|who are you|what can you do|你是谁|bạn là ai)/iu;
/** Money taken by deceit is helped by nobody. */
const FRAUD =
  /不正(?:に(?:受|もら|申請|取)|受給(?:する|の(?:方法|やり方)))|(?:書類|数字|領収書|売上).{0,8}(?:作り変え|改ざん|偽造|水増し|でっち)|ばれな(?:い|く).{0,12}(?:受|もら|申請)/u;
const ABUSE = /^(死ね|ばか|バカ|馬鹿|アホ|あほ|くそ|クソ|うざい|黙れ)[\s。！!]*$/u;
/** Asks for anything there is: no trade, no trouble, no aim. */
const OVERVIEW =
  /^(?:うちで?|(?:今年度?|来年度?)(?:の予算)?で?|今|何か|なにか|どんな|どういう|使える|使えそうな|受けられる|もらえる|国の|いい|お得な|、)*(?:補助金|助成金|支援策?|制度|施策|お金|もの)(?:は|が|って|を|とか)?(?:何か|なにか|どんなもの|どういうもの)?(?:ある|あります|ない|ないです|教えて(?:ください)?|知りたい(?:です)?|一覧|全部|ください|ほしい|欲しい)?[かの]*[?？。]*$/u;

export function classifyForm(question: string): QuestionForm {
  const text = question.normalize("NFKC").trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return "empty";
  if (GREETING.test(text) || ABOUT_US.test(text)) return "greeting";
  if (ABUSE.test(text)) return "abuse";
  if (FRAUD.test(text)) return "fraud";
  if (OVERVIEW.test(text) && text.length <= 24) return "overview";
  return "question";
}
