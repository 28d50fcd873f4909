import type { ConditionStatus } from "../match/judge-condition.ts";
import type { Attribute } from "../question/read-attribute.ts";
import type { Language } from "../question/read-language.ts";
import { ENGLISH_ATTRIBUTES, JAPANESE_ATTRIBUTES } from "./attribute-names.ts";

/** What a condition is judged by. */
export type CompanyField = "employees" | "capital" | "prefecture" | "industry";

/** Everything an answer says in its own words, by language. Quotes, titles and ministries stay as the document has them. */
export interface Phrases {
  measure: string;
  isMeasure: (line: string) => string;
  one: string;
  several: (count: number) => string;
  named: (count: number) => string;
  others: (count: number) => string;
  notStated: (line: string, attribute: Attribute | undefined) => string;
  nearest: string;
  conflict: string;
  /** The larger and smaller figure as quoted, what lies between them and how many times the larger is the smaller. */
  compared: (larger: string, smaller: string, difference: string, ratio: string | undefined) => string;
  /** The chosen filters, named: 「選ばれている範囲(所管: 厚労省)」. */
  range: (label: string) => string;
  /** What holds for a range only. */
  within: (range: string, sentence: string) => string;
  outside: (range: string) => string;
  /** Beside an answer from inside the range. */
  alsoOutside: (range: string) => string;
  notInRange: (range: string) => string;
  nearestOutside: (count: number) => string;
  countOutside: (count: number) => string;
  askMinistry: string;
  notFound: string;
  unreadable: string;
  fraud: string;
  greeting: string;
  whatToAsk: (count: number) => string;
  unknownNumber: (numbers: string) => string;
  noSuchPage: (pages: string, last: number) => string;
  onPage: (label: string, count: number, exact: boolean) => string;
  inSection: (name: string, count: number) => string;
  listed: (rules: string, count: number, all: number) => string;
  largest: (rules: string, smallestFirst: boolean) => string;
  more: (count: number) => string;
  overview: (count: number) => string;
  wide: (count: number) => string;
  /** A sub-heading with the number of measures under it; its nearest measure follows. */
  topic: (name: string, count: number) => string;
  narrow: string;
  /** Above the conditions that the document states on the company. */
  conditions: string;
  status: Record<ConditionStatus, string>;
  /** What of the company would settle conditions that are open. */
  tellMore: (fields: readonly CompanyField[]) => string;
  personal: string;
  notice: (title: string, date: string) => string;
}

const COMPANY_FIELDS: Record<Language, Record<CompanyField, string>> = {
  ja: { employees: "従業員数", capital: "資本金", prefecture: "都道府県", industry: "業種" },
  en: { employees: "number of employees", capital: "capital", prefecture: "prefecture", industry: "industry" },
  zh: { employees: "员工人数", capital: "资本金", prefecture: "所在都道府县", industry: "行业" },
  vi: { employees: "số nhân viên", capital: "vốn điều lệ", prefecture: "tỉnh", industry: "ngành nghề" },
};

const fieldNames = (language: Language, fields: readonly CompanyField[], separator: string): string =>
  fields.map((field) => COMPANY_FIELDS[language][field]).join(separator);

export const PHRASES: Record<Language, Phrases> = {
  ja: {
    measure: "施策: ",
    isMeasure: (line) => `${line}です。`,
    one: "次の施策が関係します。",
    several: (count) => `該当する可能性がある施策を${count}件、近い順に挙げます。`,
    named: (count) => `お尋ねの${count}件です。`,
    others: (count) => `ほかに近い施策は${count}件あります。`,
    notStated: (line, attribute) =>
      `${line}について、お尋ねの${attribute ? JAPANESE_ATTRIBUTES[attribute] : "点"}は、この文書には書かれていません。`,
    nearest: "関係する記述: ",
    conflict: "この文書の別の箇所では、異なる金額が書かれています: ",
    compared: (larger, smaller, difference, ratio) =>
      `引用した数字からの計算: ${larger}は${smaller}より${difference}${ratio ? `多く、${ratio}倍です` : "多いです"}。`,
    range: (label) => `選ばれている範囲(${label})`,
    within: (range, sentence) => `${range}では、${sentence}`,
    outside: (range) => `お尋ねの施策は、${range}の外にあります。`,
    alsoOutside: (range) => `お尋ねのうち次の施策は、${range}の外にあります。`,
    notInRange: (range) => `お尋ねの内容は、${range}には見当たりませんでした。`,
    nearestOutside: (count) => `範囲の外では、次の${count}件が近い施策です。`,
    countOutside: (count) => `範囲の外には${count}件あります。`,
    askMinistry: "詳しくは担当府省の最新の案内をご確認ください。",
    notFound: "お尋ねの内容は、この文書には見当たりませんでした。",
    unreadable: "ご質問を読み取れませんでした。",
    fraud: "不正な受給や書類の作り変えは、お手伝いできません。",
    greeting: "こんにちは。施策ナビです。",
    whatToAsk: (count) => `この文書の${count}施策について、困りごとや会社の状況、施策の番号・名前でお尋ねください。`,
    unknownNumber: (numbers) => `${numbers}という番号の施策は、この文書にはありません。`,
    noSuchPage: (pages, last) => `この文書は1〜${last}ページです。${pages}ページはありません。`,
    onPage: (label, count, exact) =>
      `${label}ページにある施策は${count}件です${exact ? "" : "(ページの区切りが失われているため、この近くの施策を含みます)"}。`,
    inSection: (name, count) => `${name}の施策は${count}件です。`,
    listed: (rules, count, all) => `${all}施策中${count}件です(${rules})。`,
    largest: (rules, smallestFirst) =>
      `この文書に書かれた予算額の${smallestFirst ? "小さい" : "大きい"}順です${rules === "" ? "" : `(${rules})`}。`,
    more: (count) => `ほか${count}件`,
    overview: (count) => `この文書には${count}の施策があります。`,
    wide: (count) => `${count}施策のうち、関係しそうな分野と、それぞれで近い施策です。`,
    topic: (name, count) => `**${name}**(${count}件) 例:`,
    narrow: "どの分野でお困りですか。業種や会社の規模、やりたいことを教えてください。",
    conditions: "文書に書かれた条件を、会社の情報と照らすと(条件はほかにもありえます):",
    status: {
      met: "満たしています",
      not_met: "満たしていません",
      not_stated: "会社の情報からは分かりません",
    },
    tellMore: (fields) =>
      `会社の${fieldNames("ja", fields, "、")}が分かると、文書に書かれた条件に合うかを確かめられます。`,
    personal: "電話番号や口座番号などの個人情報は、入力しないようお願いします。",
    notice: (title, date) =>
      `${date}の「${title}」からの引用です。募集が終わっていることがあります。最新の状況は担当府省にご確認ください。`,
  },
  en: {
    measure: "Measure: ",
    isMeasure: (line) => `It is ${line}.`,
    one: "This measure is related.",
    several: (count) => `${count} measures may apply, nearest first. Quotes are in Japanese, as in the document.`,
    named: (count) => `The ${count} measures you asked for.`,
    others: (count) => `${count} other measures are near.`,
    notStated: (line, attribute) =>
      `The document does not state ${attribute ? `the ${ENGLISH_ATTRIBUTES[attribute]} asked for` : "this"} about ${line}.`,
    nearest: "Nearest statement: ",
    conflict: "Elsewhere the document states another figure: ",
    compared: (larger, smaller, difference, ratio) =>
      `Calculated from the quoted figures: ${larger} is ${difference} more than ${smaller}${ratio ? ` (${ratio} times)` : ""}.`,
    range: (label) => `the chosen range (${label})`,
    within: (range, sentence) => `Within ${range}: ${sentence}`,
    outside: (range) => `What you ask about lies outside ${range}.`,
    alsoOutside: (range) => `Of what you ask about, this lies outside ${range}:`,
    notInRange: (range) => `Nothing about this was found within ${range}.`,
    nearestOutside: (count) => `Nearest outside it (${count}):`,
    countOutside: (count) => `Outside it there are ${count}.`,
    askMinistry: "Please check the ministry's latest information.",
    notFound: "The document does not cover this.",
    unreadable: "I could not read the question.",
    fraud: "I cannot help with fraud.",
    greeting: "Hello, this is 施策ナビ (Shisaku Navi).",
    whatToAsk: (count) =>
      `Ask about its ${count} support measures: a problem, your company's situation, a number or a name.`,
    unknownNumber: (numbers) => `The document has no measure ${numbers}.`,
    noSuchPage: (pages, last) => `The document has pages 1 to ${last}; there is no page ${pages}.`,
    onPage: (label, count, exact) =>
      `${count} measures on page ${label}${exact ? "" : " (page breaks are lost there: nearby measures included)"}.`,
    inSection: (name, count) => `${name} has ${count} measures.`,
    listed: (rules, count, all) => `${count} of ${all} measures (${rules}).`,
    largest: (rules, smallestFirst) =>
      `${smallestFirst ? "Smallest" : "Largest"} budgets stated in the document${rules === "" ? "" : ` (${rules})`}.`,
    more: (count) => `and ${count} more`,
    overview: (count) => `The document has ${count} measures.`,
    wide: (count) => `Of ${count} measures, these fields may concern you, each with its nearest measure.`,
    topic: (name, count) => `**${name}** (${count} measures), e.g.`,
    narrow: "Which field is it about? Please tell your industry, company size and what you want to do.",
    conditions: "Conditions stated in the document, against your company (there may be others):",
    status: {
      met: "met",
      not_met: "not met",
      not_stated: "cannot be told from what is known of your company",
    },
    tellMore: (fields) =>
      `With your company's ${fieldNames("en", fields, " and ")}, more of the stated conditions can be checked.`,
    personal: "Please do not enter personal data such as phone or account numbers.",
    notice: (title, date) =>
      `Quoted from 「${title}」 (${date}). Calls may have closed; please check with the ministry.`,
  },
  zh: {
    measure: "措施: ",
    isMeasure: (line) => `是${line}。`,
    one: "与以下措施有关。",
    several: (count) => `可能适用的措施有${count}项，按相关程度排列。引文为日文原文。`,
    named: (count) => `您询问的${count}项措施。`,
    others: (count) => `另有${count}项相近的措施。`,
    notStated: (line) => `文件中没有写明${line}的这一内容。`,
    nearest: "相关记述: ",
    conflict: "文件另一处写有不同的金额: ",
    compared: (larger, smaller, difference, ratio) =>
      `根据引用的数字计算: ${larger}比${smaller}多${difference}${ratio ? `（${ratio}倍）` : ""}。`,
    range: (label) => `所选范围（${label}）`,
    within: (range, sentence) => `${range}内：${sentence}`,
    outside: (range) => `您询问的措施不在${range}内。`,
    alsoOutside: (range) => `您询问的以下措施不在${range}内：`,
    notInRange: (range) => `${range}内没有找到您询问的内容。`,
    nearestOutside: (count) => `范围之外最接近的措施有${count}项：`,
    countOutside: (count) => `范围之外有${count}项。`,
    askMinistry: "详情请向主管部门确认最新信息。",
    notFound: "本文件没有涉及您询问的内容。",
    unreadable: "无法读取您的问题。",
    fraud: "无法协助不正当的申请。",
    greeting: "您好，这里是施策ナビ。",
    whatToAsk: (count) => `请就文件中的${count}项支援措施提问：遇到的困难、公司情况、措施编号或名称。`,
    unknownNumber: (numbers) => `文件中没有编号为${numbers}的措施。`,
    noSuchPage: (pages, last) => `本文件为第1至${last}页，没有第${pages}页。`,
    onPage: (label, count, exact) =>
      `第${label}页有${count}项措施${exact ? "" : "（该处分页信息缺失，包含附近的措施）"}。`,
    inSection: (name, count) => `${name}有${count}项措施。`,
    listed: (rules, count, all) => `${all}项措施中有${count}项（${rules}）。`,
    largest: (rules, smallestFirst) =>
      `按文件中写明的预算额${smallestFirst ? "从小到大" : "从大到小"}${rules === "" ? "" : `（${rules}）`}。`,
    more: (count) => `另外${count}项`,
    overview: (count) => `本文件共有${count}项措施。`,
    wide: (count) => `在${count}项措施中，以下领域可能相关，并列出各领域中最接近的措施。`,
    topic: (name, count) => `**${name}**（${count}项）例:`,
    narrow: "请问是哪个领域？请告诉我行业、公司规模和想做的事。",
    conditions: "文件中写明的条件与贵公司情况对照（可能还有其他条件）:",
    status: { met: "符合", not_met: "不符合", not_stated: "根据公司信息无法判断" },
    tellMore: (fields) => `如提供公司的${fieldNames("zh", fields, "、")}，可确认是否符合文件中写明的条件。`,
    personal: "请不要输入电话号码、账号等个人信息。",
    notice: (title, date) => `引自「${title}」(${date})。申请可能已截止，请向主管部门确认。`,
  },
  vi: {
    measure: "Biện pháp: ",
    isMeasure: (line) => `Đó là ${line}.`,
    one: "Biện pháp sau đây có liên quan.",
    several: (count) =>
      `Có ${count} biện pháp có thể phù hợp, gần nhất trước. Phần trích dẫn là nguyên văn tiếng Nhật.`,
    named: (count) => `${count} biện pháp bạn hỏi.`,
    others: (count) => `Còn ${count} biện pháp gần với câu hỏi.`,
    notStated: (line) => `Tài liệu không ghi nội dung này của ${line}.`,
    nearest: "Đoạn liên quan: ",
    conflict: "Ở chỗ khác tài liệu ghi con số khác: ",
    compared: (larger, smaller, difference, ratio) =>
      `Tính từ các con số được trích dẫn: ${larger} nhiều hơn ${smaller} ${difference}${ratio ? ` (gấp ${ratio} lần)` : ""}.`,
    range: (label) => `phạm vi đã chọn (${label})`,
    within: (range, sentence) => `Trong ${range}: ${sentence}`,
    outside: (range) => `Biện pháp bạn hỏi nằm ngoài ${range}.`,
    alsoOutside: (range) => `Trong số bạn hỏi, biện pháp sau nằm ngoài ${range}:`,
    notInRange: (range) => `Không tìm thấy nội dung này trong ${range}.`,
    nearestOutside: (count) => `Ngoài phạm vi đó, gần nhất là (${count}):`,
    countOutside: (count) => `Ngoài phạm vi đó có ${count}.`,
    askMinistry: "Vui lòng kiểm tra thông tin mới nhất của bộ phụ trách.",
    notFound: "Tài liệu này không đề cập đến nội dung bạn hỏi.",
    unreadable: "Không đọc được câu hỏi.",
    fraud: "Không thể hỗ trợ hành vi gian lận.",
    greeting: "Xin chào, đây là 施策ナビ.",
    whatToAsk: (count) => `Hãy hỏi về ${count} biện pháp hỗ trợ: khó khăn, tình hình công ty, số hoặc tên biện pháp.`,
    unknownNumber: (numbers) => `Tài liệu không có biện pháp số ${numbers}.`,
    noSuchPage: (pages, last) => `Tài liệu có từ trang 1 đến ${last}; không có trang ${pages}.`,
    onPage: (label, count, exact) =>
      `Trang ${label} có ${count} biện pháp${exact ? "" : " (mất dấu ngắt trang, gồm cả biện pháp lân cận)"}.`,
    inSection: (name, count) => `${name} có ${count} biện pháp.`,
    listed: (rules, count, all) => `${count} trong ${all} biện pháp (${rules}).`,
    largest: (rules, smallestFirst) =>
      `Theo ngân sách ghi trong tài liệu, ${smallestFirst ? "từ nhỏ đến lớn" : "từ lớn đến nhỏ"}${rules === "" ? "" : ` (${rules})`}.`,
    more: (count) => `và ${count} biện pháp khác`,
    overview: (count) => `Tài liệu có ${count} biện pháp.`,
    wide: (count) => `Trong ${count} biện pháp, các lĩnh vực sau có thể liên quan, kèm biện pháp gần nhất.`,
    topic: (name, count) => `**${name}** (${count} biện pháp), ví dụ:`,
    narrow: "Bạn quan tâm lĩnh vực nào? Hãy cho biết ngành nghề, quy mô công ty và điều muốn làm.",
    conditions: "Các điều kiện ghi trong tài liệu, đối chiếu với công ty bạn (có thể còn điều kiện khác):",
    status: {
      met: "đáp ứng",
      not_met: "không đáp ứng",
      not_stated: "chưa thể biết từ thông tin công ty",
    },
    tellMore: (fields) =>
      `Nếu cho biết ${fieldNames("vi", fields, " và ")} của công ty, có thể kiểm tra thêm các điều kiện ghi trong tài liệu.`,
    personal: "Vui lòng không nhập thông tin cá nhân như số điện thoại hay số tài khoản.",
    notice: (title, date) =>
      `Trích từ 「${title}」 (${date}). Đợt nhận hồ sơ có thể đã kết thúc; hãy hỏi bộ phụ trách.`,
  },
};
