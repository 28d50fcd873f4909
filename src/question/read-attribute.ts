import type { FactKind } from "../../ingest/collection.ts";

/** What a question asks for about a measure. */
export type Attribute =
  | "budget"
  | "amount"
  | "rate"
  | "count"
  | "date"
  | "deadline"
  | "condition"
  | "ministry"
  | "programme"
  | "location"
  | "contact"
  | "form";

interface Rule {
  attribute: Attribute;
  pattern: RegExp;
}

/** First match decides: the narrower question stands first. */
const RULES: readonly Rule[] = [
  {
    attribute: "contact",
    pattern: /電話(番号)?(は|を|教)|問い?合わ?せ先|連絡先|メールアドレス|どこに電話|phone number|contact/iu,
  },
  { attribute: "form", pattern: /申請書|様式|必要書類|提出書類|添付書類|書き方|記入例|ダウンロード/u },
  {
    attribute: "location",
    pattern:
      /何ページ|なんページ|どのページ|ページ(数|番号)?は|何番|なんばん|番号は|番号を|番号と|番号、|どこに(書|載|記載)|何節/u,
  },
  { attribute: "deadline", pattern: /締め?切り?|いつまで|申請期限|応募期限|期限は|適用期限/u },
  {
    attribute: "ministry",
    pattern:
      /所管|(どこ|どちら)の(省|役所|官庁|府省|省庁)|何省|(担当|主担当|窓口)(は|の)?(どこ|どの|どちら|省|府省|官庁|役所)|どの(省|府省|役所|官庁)|管轄/u,
  },
  {
    attribute: "rate",
    pattern: /補助率|助成率|何割|何%|何パーセント|何分の|割合|前年.{0,6}比|伸び率|減免率|金利|利率|税率|控除率|何倍/u,
  },
  { attribute: "budget", pattern: /予算|何億|何兆|億円|基金の(額|規模)|総額/u },
  { attribute: "amount", pattern: /いくら|何万|何円|上限額|金額|最大で|支給額|助成額|補助額|奨励金の額|なんぼ/u },
  {
    attribute: "count",
    pattern:
      /何(件|社|者|人|名|回|か所|箇所|カ所|ヶ所|か国|カ国|ヵ国|自治体|市町村|都市|拠点|課題|講座|課程|地域|万|冊|分野|機関|団体|言語|公館|都道府県|計画|種類|本|台|庁|行|事業者|校|コース|つ|頭)|いくつ|件数|社数|人数|実績|どれ(くらい|ぐらい|だけ)|どの(くらい|ぐらい)|何連携体|回数|登録者数|参加者数|来場者|採択数/u,
  },
  { attribute: "date", pattern: /いつ|何年|何月|何日|時期|いつから|開始|スタート(は|する|時期)|日程|開催日/u },
  {
    attribute: "condition",
    pattern:
      /対象(は|者|企業|事業者|と)|条件|要件|資格|何人以下|何歳|どんな(会社|企業|人|事業者)が|誰が(使|対象|もら)|従業員.{0,8}(まで|以下|何)|資本金.{0,8}(まで|以下|未満|いくら)/u,
  },
  { attribute: "programme", pattern: /名称|名前|何という|なんという|何て(いう|呼)|正式名|事業名|サイト名/u },
];

export function readAttribute(question: string): Attribute | undefined {
  return RULES.find(({ pattern }) => pattern.test(question.normalize("NFKC")))?.attribute;
}

/** Kinds of facts that answer an attribute; none where the answer is no value. */
export const FACTS_OF: Record<Attribute, readonly FactKind[]> = {
  budget: ["budget"],
  amount: ["amount", "budget"],
  rate: ["rate"],
  count: ["count"],
  date: ["date"],
  deadline: ["date"],
  condition: ["condition"],
  ministry: ["ministry"],
  programme: ["programme"],
  location: [],
  contact: [],
  form: [],
};
