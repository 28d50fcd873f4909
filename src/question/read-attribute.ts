import type { FactKind } from "../../ingest/collection.ts";

/** What a question asks for about a measure. */
export type Attribute =
  | "budget"
  | "amount"
  | "rate"
  | "count"
  | "duration"
  | "quantity"
  | "date"
  | "deadline"
  | "condition"
  | "ministry"
  | "name"
  | "location"
  | "members"
  | "contact"
  | "form";

interface Rule {
  attribute: Attribute;
  pattern: RegExp;
}

const COUNTERS =
  "件|社|者|人|名|回|か所|箇所|カ所|ヶ所|か国|カ国|ヵ国|自治体|市町村|都市|拠点|課題|講座|課程|地域|万|冊|分野|機関|団体|言語|公館|都道府県|計画|種類|本|台|庁|行|事業者|校|コース|つ|頭|企業|会社|連携体|市場|コンソーシアム|コミュニティ";

/** First match decides: the narrower question stands first. */
const RULES: readonly Rule[] = [
  {
    attribute: "contact",
    pattern:
      /電話番号(は|を|と|教|って|も)|電話(を教|はどこ|したい)|問い?合わ?せ先|連絡先|メールアドレス|どこに電話|URL|アドレス|リンク(を|は)|申込(先|フォーム)|登録フォーム|phone number|contact|联系方式|电话/iu,
  },
  {
    attribute: "form",
    pattern: /申請書|様式|必要書類|提出書類|添付書類|(申請|計画|書類).{0,4}書き方|記入例|ダウンロード/u,
  },
  {
    attribute: "location",
    pattern:
      /何ページ|なんページ|どのページ|ページ(数|番号)?は|ページを教|何番|なんばん|番号(は|を|と|、|だけ)|どこに(書|載|記載)|何節|(正式な?)?施策名|正式(な|の)?名/u,
  },
  {
    attribute: "ministry",
    pattern:
      /所管|しょかん|(どこ|どちら)の(省|役所|官庁|府省|省庁)|何省|(担当|主担当)(は|の|して).{0,8}(どこ|どの|どちら|省|府省|官庁|役所)|(担当|受け持)(って|し).{0,6}(どこ|役所|省)|(受け持|担当).{0,10}(役所|省庁?|府省)|どの(省|府省|役所|官庁)|管轄|(役所|省庁|省)は(どこ|どちら)|which ministry|哪个部|bộ nào/iu,
  },
  {
    attribute: "members",
    pattern:
      /(会社|企業|法人|事業者|市町村|自治体|団体|受賞者?|採択者?|選定者?)名(を|は|が|の)|(選ばれた|採択された|受賞した).{0,8}(名前|どこ)|グランプリ|大賞|(は|も|が)(入って|含まれて|選ばれて)(い|ます)/u,
  },
  {
    attribute: "name",
    pattern:
      /名称|名前(は|を|が|って)|何という|なんという|何といい|なんといい|何て(いう|呼)|(サイト|事業|制度|枠組み)名|what is .{0,40}called|what.{0,12} name of|what is the name|name of the|叫什么|名称是|tên (gì|là gì)|tên của/iu,
  },
  { attribute: "condition", pattern: /従業員.{0,8}何(人|名)|何(人|名)(以下|未満|まで)|資本金.{0,8}(いくら|何)/u },
  {
    attribute: "deadline",
    pattern:
      /締め?切り?|しめきり|いつまで|申請期限|応募期限|期限(は|が|を|って)|適用期限|deadline|by when|until when|截止|到什么时候|hạn|đến khi nào/iu,
  },
  {
    attribute: "duration",
    pattern:
      /なん(ねん|にち|かげつ)|何(年間|年以内|年以上|年まで|日以上|日間|日以内|か月|ヶ月|カ月|週間|時間)|どれ(くらい|ぐらい)の期間|期間(は|が|って)|連続.{0,4}何日/u,
  },
  {
    attribute: "rate",
    pattern:
      /補助率|料率|助成率|何割|何[%パ]|何パーセント|何分の|分の[一二三1-3]|半分です|半額です|割合|前年.{0,6}比|伸び率|減免率|金利|利率|税率|控除率|何倍|percent|what (?:share|portion|rate)|百分之|几成|比例|利率|bao nhiêu phần trăm|mấy phần|tỷ lệ|lãi suất/iu,
  },
  {
    attribute: "count",
    pattern: new RegExp(
      `(?:件|社|人|者|事業者|採択|認定|参加|登録|相談|利用|取組の?|の)数(?:は|を|って|教えて)?[?。]*$|(?:何(?!万)(?:${COUNTERS})(?!か[でとのが、])|いくつ)[^、。]{0,12}$|なんぼ(?:の(?:会社|人|企業|件))?.{0,10}(?:選|採択|認定|登録|参加|申し?込|申請|応募|相談|利用|おる|いる|来)`,
      "u",
    ),
  },
  {
    attribute: "budget",
    pattern:
      /(?:補正|当初)[^、。]{0,10}(?:額|なんぼ|いくら)|の額(?:は|を|って|$|[?。])|予算|よさん|なんおく|何億|何兆|基金の(額|規模)|総額|budget|预算|ngân sách/iu,
  },
  {
    attribute: "amount",
    pattern:
      /(料金|月額|家賃|保険料|会費|参加費|費用)(は|を教え|が(いくら|どれ)|っていくら|、いくら|\?)|いくら|何万|何円|上限(額|は|が|って|を|いくら)|金額|最大で|支給額|助成額|補助額|奨励金の額|なんぼ|how much|maximum|upper limit|多少钱|最多|上限|bao nhiêu tiền|tối đa/iu,
  },
  {
    attribute: "count",
    pattern: new RegExp(
      `何(${COUNTERS})(?!か[でとのが、])|なん(けん|しゃ|にん|めい|かい|かしょ|かこく|しちょ|じぎょ|だい|さつ|こ)|いくつ|(件|社|人|者|回|登録|参加|来場|採択|認定|会員|企業|講座|課程|拠点|利用|相談|成約|受講)数|数(は|を|が|って|、|\\?|？|$)|実績|なんげんご|なんかこくご|how many|what number of|多少|几(?:家|个|次|件|种|人)|bao nhiêu|mấy (?!phần)`,
      "iu",
    ),
  },
  { attribute: "quantity", pattern: /何[点歳位級]|どれ(くらい|ぐらい|だけ|ほど)|どの(くらい|ぐらい|程度)|どんだけ/u },
  {
    attribute: "date",
    pattern:
      /いつ(?!も|か[^ら]|の間)|何年|何月|何日|時期|いつから|開始(は|する|時期)|スタート(は|する|時期)|日程|開催日|when |what (?:date|month|year)|which (?:month|year)|什么时候|何时|哪(?:天|一年|年|月)|几月|khi nào|ngày nào|tháng nào|năm nào/iu,
  },
  {
    attribute: "condition",
    pattern:
      /(従業員|社員|資本金).{0,14}(でも|なら|だけど|ですが|けど|の会社|で、|だと).{0,30}(入れ|使え|もらえ|対象|受けられ|大丈夫|平気|いけ)|対象(は|者|企業|事業者|と|に|って)|条件|要件|資格(は|が)|何人以下|何歳|(どんな|どういう)(会社|企業|人|事業者)が|誰が(使|対象|もら)|従業員.{0,8}(まで|以下|何)|資本金.{0,8}(まで|以下|未満|いくら)/u,
  },
];

const QUANTITIES: ReadonlySet<Attribute> = new Set(["count", "quantity", "amount", "rate", "duration", "date"]);
const YES_OR_NO = /(?:ます|です|いる|いるの|ある|あるの|できる|るん?です)か[?？。]*$/u;

export function readAttribute(question: string): Attribute | undefined {
  const text = question.normalize("NFKC").trim();
  const attribute = firstMatch(text);
  if (attribute === undefined || !QUANTITIES.has(attribute)) return attribute;
  // "何人いるか、国は数えていますか" asks whether, not how many.
  const last =
    text
      .split(/[、。]/u)
      .filter((clause) => clause.trim() !== "")
      .at(-1) ?? "";
  return last !== text && YES_OR_NO.test(last) && firstMatch(last) === undefined ? undefined : attribute;
}

/** Where one ask ends and the next begins: 「名称と予算額」「何件? 予算も」. */
const NEXT_ASK =
  /[、。?？]|(?<=額|数|名|名称|名前|年度|省|か所|箇所|社|件|人)(?:と|か、?)(?=.)|と(?=[^、。]{1,12}(?:を教|は?[?？]|も))/u;

/** One of several things asked, with the words that ask it. */
export interface Ask {
  attribute: Attribute;
  text: string;
}

/** The things asked, in order: none or one for most questions, two for 「何件採択され、予算はいくら?」. */
export function readAsks(question: string): Ask[] {
  const asks = question
    .normalize("NFKC")
    .split(NEXT_ASK)
    .flatMap((text) => {
      const attribute = firstMatch(text);
      const named = attribute === "name" || attribute === "ministry";
      return attribute !== undefined && (named || HAS_VALUE.has(attribute)) ? [{ attribute, text }] : [];
    });
  return readAttribute(question) === undefined || asks.length < 2 ? [] : asks;
}

const firstMatch = (text: string): Attribute | undefined => RULES.find(({ pattern }) => pattern.test(text))?.attribute;

/** Kinds of facts that answer an attribute; none where the answer is no value. */
export const FACTS_OF: Record<Attribute, readonly FactKind[]> = {
  budget: ["budget", "amount"],
  amount: ["amount", "budget"],
  rate: ["rate"],
  count: ["count"],
  duration: ["count", "condition", "date"],
  quantity: ["count", "amount", "budget", "rate", "condition"],
  date: ["date"],
  deadline: ["date"],
  condition: ["condition"],
  ministry: ["ministry"],
  name: [],
  location: [],
  members: [],
  contact: [],
  form: [],
};

/** Attributes whose answer is a value that can be led with. */
export const HAS_VALUE: ReadonlySet<Attribute> = new Set([
  "budget",
  "amount",
  "rate",
  "count",
  "duration",
  "quantity",
  "date",
  "deadline",
]);
