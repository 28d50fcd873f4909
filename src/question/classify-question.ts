/** What kind of answer a question wants, as far as its form tells. */
export type QuestionForm = "greeting" | "empty" | "abuse" | "overview" | "question";

const GREETING =
  /^(こんにち[はわ]|こんばん[はわ]|おはよう(ございます)?|はじめまして|お?疲れ(様|さま)?(です|でした)?|おつかれ(さま|ー)?(です)?|ありがとう(ございます|ございました)?|どうも|hello|hi|hey|thanks?|thank you|テスト|test)[\s。！!、.〜~ーw]*$/iu;
const ABUSE = /^(死ね|ばか|バカ|馬鹿|アホ|あほ|くそ|クソ|うざい|黙れ)[\s。！!]*$/u;
/** Asks for anything there is: no trade, no trouble, no aim. */
const OVERVIEW =
  /^(?:うちで?|今|何か|なにか|どんな|どういう|使える|使えそうな|受けられる|もらえる|国の|いい|お得な|、)*(?:補助金|助成金|支援策?|制度|施策|お金|もの)(?:は|が|って|を|とか)?(?:何か|なにか|どんなもの|どういうもの)?(?:ある|あります|ない|ないです|教えて(?:ください)?|知りたい(?:です)?|一覧|全部|ください|ほしい|欲しい)?[かの]*[?？。]*$/u;

export function classifyForm(question: string): QuestionForm {
  const text = question.normalize("NFKC").trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return "empty";
  if (GREETING.test(text)) return "greeting";
  if (ABUSE.test(text)) return "abuse";
  if (OVERVIEW.test(text) && text.length <= 24) return "overview";
  return "question";
}
