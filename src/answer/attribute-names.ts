import type { Attribute } from "../question/read-attribute.ts";

/** What is asked for, as an answer names it. */
export const JAPANESE_ATTRIBUTES: Record<Attribute, string> = {
  budget: "予算",
  amount: "金額",
  rate: "率",
  count: "件数",
  duration: "期間",
  quantity: "数量",
  date: "時期",
  deadline: "期限",
  condition: "条件",
  ministry: "所管",
  name: "名称",
  location: "番号とページ",
  members: "該当する会社・団体の名前",
  contact: "連絡先",
  form: "申請書類",
};

export const ENGLISH_ATTRIBUTES: Record<Attribute, string> = {
  budget: "budget",
  amount: "amount",
  rate: "rate",
  count: "number",
  duration: "period",
  quantity: "quantity",
  date: "date",
  deadline: "deadline",
  condition: "conditions",
  ministry: "ministry",
  name: "name",
  location: "number and page",
  members: "members' names",
  contact: "contact",
  form: "application forms",
};
