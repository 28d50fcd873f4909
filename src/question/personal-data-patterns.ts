import { isCardNumber, isIndividualNumber } from "./check-digits.ts";

export type PersonalDataKind =
  | "mail"
  | "phone"
  | "address"
  | "individualNumber"
  | "bankAccount"
  | "card"
  | "driverLicence"
  | "passport"
  | "residenceCard"
  | "insurance"
  | "birth";

/** One way that one kind of data is written in Japan. */
export interface PersonalDataPattern {
  kind: PersonalDataKind;
  /** Flags "giu"; what it matches is the data. */
  pattern: RegExp;
  /** Of NFKC text: all of it, without addresses of the web, or also with 〇一二 as figures. */
  reads: "mail" | "plain" | "figures";
  /** Whether what was matched is such data, by its digits alone. */
  holds?: (digits: string) => boolean;
}

const DASH = "-\\u2010-\\u2015\\u2212ー";
/** What stands between the groups of a telephone number, and of other numbers. */
const GAP = `[${DASH} ()・_~〜]{0,3}`;
const JOIN = `[${DASH}・ ]?`;
const BEGINS = `(?<!\\d|\\d[${DASH}.]|[¥$\\\\] ?|\\d,)`;
/** Not in the middle of a code or a larger figure, and no amount. */
const ENDS =
  "(?!\\d|[a-z]|[,.]\\d)(?! ?(?:千|百万|万|億|兆)?(?:円|ドル|元|人|名|件|社|者|口座|台|冊|個|%|パーセント|yen))";
/** Behind these a number names a thing or a company. */
const THING =
  "(?<!(?:(?:受付|整理|管理|会員|顧客|案件|工事|図面|ロット|事業|注文|製造|商品|製品|申請|承認|登録|法人|識別|伝票|追跡|許可|認定|公募|通知|文書|採択)(?:者)?(?:番号|no\\.?)|品番|型番|型式|(?:jan|isbn)(?:コード)?)[はがの: ]{0,3})";
/** Behind what the number is called. */
const behind = (names: string): string =>
  `(?<=(?:${names})(?: ?(?:の?(?:記号)?・?番号|number|no\\.?|#)(?: is)?)?[はがもをの:、( 第]{0,4})`;
const digits = (count: number | string): string => `\\d(?:${JOIN}\\d){${count}}`;

const LOCAL = ["[1-9]\\)?GAP\\d{4}", "[1-9]\\d\\)?GAP\\d{3}", "[1-9]\\d{2}\\)?GAP\\d{2}", "[1-9]\\d{3}\\)?GAP\\d"];
const LANDLINE = `0(?:${LOCAL.join("|").replaceAll("GAP", GAP)})${GAP}\\d{4}`;
const PHONES = [
  `${THING}${BEGINS}\\(?0 ?[5-9] ?0(?:[${DASH} ()・_~〜]{0,2}\\d){8}${ENDS}`,
  `${BEGINS}0[5-9]0([.の])\\d{4}\\1\\d{4}${ENDS}`,
  `${THING}${BEGINS}\\(?${LANDLINE}${ENDS}`,
  `${THING}${BEGINS}\\(?0(?:120|570|990)(?:[${DASH} ()]{0,2}\\d){6}${ENDS}`,
  `(?:\\+ ?|${BEGINS}00)81${GAP}(?:\\(?0\\)?${GAP})?[1-9](?:[${DASH}. ()]{0,2}\\d){8,9}${ENDS}`,
  `${BEGINS}81-[5-9]0-\\d{4}-\\d{4}${ENDS}`,
  `\\+[1-9](?:[${DASH}. ()]{0,2}\\d){8,14}${ENDS}`,
  `${behind("電話|tel|fax|ファックス|ファクス|携帯")}\\d{2,4}[${DASH}]\\d{4}${ENDS}`,
];

const MAILS = [
  "(?<![\\w.+%'-])[\\w.+%'-]{1,64}(?: ?@ ?|[★☆]|[\\[(](?:at|アット(?:マーク)?)[\\])])[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,8}",
];

const PREFECTURE = "(?:東京都|北海道|(?:京都|大阪)府|(?:神奈川|和歌山|鹿児島|\\p{Script=Han}{2})県)";
const NAME = "[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー]";
const MUNICIPALITY = `(?![のと])${NAME}{1,8}?[市区町村郡]`;
const NUMBER = "[\\d〇一二三四五六七八九十百]{1,5}";
/** What stands behind a municipality up to the house; "横浜市の1-26" asks for a measure. */
const PLACE = "[^\\d\\s、。,「」()?]{0,16}?(?<![のとはでがをにも第])";
const BLOCK = `(?:${NUMBER}番${NUMBER}号|${NUMBER}(?:丁目|番地|条[東西南北])(?:[の東西南北]?${NUMBER}(?:丁目|番地|番|号|条|[${DASH}])?){0,5}|\\d{1,4}[${DASH}]\\d{1,4}[${DASH}]\\d{1,5}(?:[${DASH}]\\d{1,5})?(?!\\d))`;
const ADDRESSES = [
  `(?:〒 ?|${behind("郵便番号")}|${BEGINS}(?=\\d{3}[${DASH}]\\d{4}\\s?(?:${PREFECTURE}|${MUNICIPALITY})))\\d{3}${JOIN}\\d{4}(?!\\d)(?:\\s{0,2}${PREFECTURE}?${PLACE}${NUMBER}(?:(?:丁目|番地|番|号|[${DASH}の])${NUMBER}){0,4}(?:丁目|番地|番|号)?)?`,
  `(?:${PREFECTURE}\\s?)?${MUNICIPALITY}${PLACE}${BLOCK}`,
  `${PREFECTURE}\\s?${MUNICIPALITY}${PLACE}\\d{1,4}[${DASH}]\\d{1,4}(?!\\d)`,
];

const BANK = "[\\p{L}\\p{N}○△]{1,10}(?:銀行|信用金庫|信金|信用組合|農協)";
const BRANCH = "[\\p{L}\\p{N}○△]{1,10}(?:支店|本店|営業部|出張所)";
const ACCOUNT = "(?:普通|当座|貯蓄|総合|口座|\\([普当]\\))(?:預金)?(?:口座)?(?:の?番号)?[はがの:()、・ ]{0,4}";
/** 記号10120 番号12345671: of Japan Post Bank, and of health insurance. */
const SYMBOL_AND_NUMBER = "記号[はが: ]{0,3}\\d{1,8}(?:-\\d{1,4})?[、・ ]{0,3}番号[はが: ]{0,3}\\d{1,8}(?!\\d)";
const ACCOUNTS = [
  `(?:${BANK}[ ・]?(?:${BRANCH})?[ 、,・(]{0,2})?(?:${ACCOUNT}){1,3}(?:\\d{7}|\\d{3}[${DASH}]\\d{4})${ENDS}`,
  `(?<=口座[^\\d。\\n]{0,16}番号[はが: ]{0,3})\\d{7}${ENDS}`,
  `${behind("account")}\\d{7,8}${ENDS}`,
  `(?<=ゆうちょ(?:銀行)?[^\\d、。]{0,8})\\d{5}-\\d-\\d{7,8}`,
  SYMBOL_AND_NUMBER,
];

const DAY = "(?:\\d{4}|(?:昭和|平成|令和|大正)(?:\\d{1,2}|元))[年./-]\\d{1,2}[月./-]\\d{1,2}日?";

const LABELLED: readonly (readonly [kind: PersonalDataKind, names: string, value: string])[] = [
  ["individualNumber", "マイナンバー(?:カード)?|個人番号(?:カード)?|my number", digits(11)],
  ["card", "カード|クレカ", digits("13,15")],
  ["driverLicence", "免許証?|driver'?s? licen[cs]e", digits(11)],
  ["passport", "パスポート|旅券|passport", "[a-z]{2} ?\\d{7}"],
  ["residenceCard", "在留カード|residence card", "[a-z]{2}\\d{8}[a-z]{2}"],
  ["insurance", "健康保険証?|保険者証?|保険証|資格確認書", `(?<=番号[はが: ]{0,3})\\d(?:${JOIN}\\d){3,10}`],
  ["insurance", "基礎年金|年金手帳", digits(9)],
  ["birth", "生年月日", DAY],
];

const compile = (source: string): RegExp => new RegExp(source, "giu");
const kinds = (
  kind: PersonalDataKind,
  sources: readonly string[],
  reads: PersonalDataPattern["reads"],
): PersonalDataPattern[] => sources.map((source) => ({ kind, pattern: compile(source), reads }));

/** A year three times over, or a date with its time, looks like an individual number. */
const isTime = (number: string): boolean =>
  /^(?:(?:19|20)\d\d){3}$|^20\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d$/u.test(number);

export const PERSONAL_DATA_PATTERNS: readonly PersonalDataPattern[] = [
  ...kinds("mail", MAILS, "mail"),
  ...kinds("address", ADDRESSES, "plain"),
  ...kinds("phone", PHONES, "figures"),
  ...kinds("insurance", [`(?<=保険者?証?[^\\d、。]{0,4})${SYMBOL_AND_NUMBER}`], "figures"),
  ...kinds("bankAccount", ACCOUNTS, "figures"),
  ...kinds("birth", [`${DAY}(?= ?(?:生ま?れ|うまれ))`], "figures"),
  ...LABELLED.map(([kind, names, value]): PersonalDataPattern => {
    return { kind, pattern: compile(`${behind(names)}${value}(?!\\d)`), reads: "figures" };
  }),
  {
    kind: "individualNumber",
    pattern: compile(`${THING}${BEGINS}(?<![a-z])\\d{4}${JOIN}\\d{4}${JOIN}\\d{4}${ENDS}`),
    reads: "figures",
    holds: (number) => isIndividualNumber(number) && !isTime(number),
  },
  ...[15, 14, 13].map((further): PersonalDataPattern => {
    const pattern = compile(`${THING}${BEGINS}(?<![a-z])${digits(further)}${ENDS}`);
    return { kind: "card", pattern, reads: "figures", holds: isCardNumber };
  }),
];
