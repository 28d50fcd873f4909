/** What kind of answer a question wants, as far as its form tells. */
export type QuestionForm = "greeting" | "empty" | "abuse" | "overview" | "question";

const GREETING =
  /^(こんにち[はわ]|こんばん[はわ]|おはよう(ございます)?|はじめまして|お?疲れ(様|さま)?(です|でした)?|おつかれ(さま|ー)?(です)?|ありがとう(ございます|ございました)?|どうも|hello|hi|hey|thanks?|thank you|テスト|test)[\s。！!、.〜~ーw]*$/iu;
const ABUSE = /^(死ね|ばか|バカ|馬鹿|アホ|あほ|くそ|クソ|うざい|黙れ)[\s。！!]*$/u;
const OVERVIEW =
  /^(使える|受けられる|もらえる|何か|なにか|どんな)?.{0,4}(補助金|助成金|支援|制度|施策|支援策|もの|お金)(は|が|って)?.{0,6}(ある|あります|ありますか|ない|ないですか|教えて(ください)?|知りたい(です)?|一覧|全部)?[?？。]*$/u;

export function classifyForm(question: string): QuestionForm {
  const text = question.normalize("NFKC").trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return "empty";
  if (GREETING.test(text)) return "greeting";
  if (ABUSE.test(text)) return "abuse";
  if (OVERVIEW.test(text) && text.length <= 24) return "overview";
  return "question";
}
