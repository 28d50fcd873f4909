/** Words that ask for support, name the asker or point at nothing; the longer before the shorter that it begins with. */
const ASKING = [
  "うちの会社|うち|当社|弊社|自社|御社|[我わ]が社|会社|企業|事業者|中小|小規模|小さ[いな]|規模",
  "補助金?|助成金?|給付金|支援[策金]?|制度|施策|措置|メニュー|サポート|援助|優遇|お金|もの|やつ|こと|国|政府|公的",
  "何か|なにか|なに|何|どんな|どういう|どの|どれ|あれば|ある|あり|ない|使え|使う|使い|つかえ|そうな|受けられ|受け|もらえ|合[うっいえ]|向[いけ]|当てはま|該当|対象|役に?立つ",
  "おすすめ|オススメ|適当|とりあえず|ざっと|ぴったり|ピッタリ|いい|良い|よい|お得|得|新しい|今年度?|来年度?|いま|今|現在|教え|知り|探し|紹介|見つけ|調べ|出し|ください|下さい|ほしい|欲しい|お願い|たい",
  "でしょう|です|ます|ません|まし|いる|おり|して|って|とか|から|[のにでもはがをとかねよなるれられりたてすいえわせんしさ]",
  "我们|公司|可以|能够|能|使用|用|申请|享受|得到|获得|适合|符合|哪些|什么|有|吗|呢|的|支持|补贴|政策|帮助|请|介绍|告诉|对",
].join("|");
const ASKING_WORDS = new Set(
  [
    "which what any is are there do does can could may might we us our you the a an for of to in get use apply have i me my",
    "support supports subsidy subsidies grant grants scheme schemes program programs programme programmes measure measures",
    "help aid funding anything something available fit fits suit suits match matches company business firm government please tell about",
    "chúng tôi ta công ty doanh nghiệp có thể dùng sử dụng được hỗ trợ trợ cấp nào gì không cho với của những các phù hợp nhận xin chính sách là",
  ]
    .join(" ")
    .split(" "),
);
/** What is asked for: "使えますか" alone asks about what was said before. */
const SOMETHING =
  /補助|助成|給付|支援|制度|施策|もの|やつ|お金|[何なに]+か|何が|サポート|support|subsid|grant|scheme|program|measure|help|aid|fund|thing|what|哪些|什么|支持|补贴|hỗ trợ|trợ cấp|gì/iu;
/** A longer question says something of its own. */
const LONGEST = 60;

/** "うちの会社に合う支援策はありますか": asks which support there is and says nothing of what for. */
export function asksForAnything(question: string): boolean {
  const text = question.normalize("NFKC").toLowerCase();
  if (text.length > LONGEST || !SOMETHING.test(text)) return false;
  const left = text
    .replace(/[\p{Script=Latin}\p{M}']+/gu, (word) => (ASKING_WORDS.has(word.normalize("NFC")) ? " " : word))
    .replace(new RegExp(ASKING, "gu"), " ");
  return !/[\p{L}\p{N}]/u.test(left);
}

const FOR_US =
  /(?:うち|[当弊自]社|[我わ]が社|会社)[^。]{0,6}(?:合[うっい]|向[いけ]|使え(?:る|そうな)(?!か|の))|\bour (?:company|business|firm)\b|我们公司|công ty/iu;

/** The same of one's own company in so many words: in the middle of a conversation nothing else asks it for sure. */
export const asksForOwnCompany = (question: string): boolean => asksForAnything(question) && FOR_US.test(question);
