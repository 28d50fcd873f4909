import type { CompanyProfile, IndustryClass } from "./read-company.ts";
import type { StatedCondition } from "./stated-conditions.ts";

/** Three values: what is not known of the company is neither met nor not met. */
export type ConditionStatus = "met" | "not_met" | "not_stated";

/** 中小企業基本法第2条: employees up to this, or capital up to that (yen), is 中小企業. */
const SMALL: Record<IndustryClass, { employees: number; capital: number }> = {
  manufacturing: { employees: 300, capital: 300_000_000 },
  wholesale: { employees: 100, capital: 100_000_000 },
  service: { employees: 100, capital: 50_000_000 },
  retail: { employees: 50, capital: 50_000_000 },
};

const REGION_OF: Record<string, string> = Object.fromEntries(
  Object.entries({
    北海道: ["北海道"],
    東北: ["青森", "岩手", "宮城", "秋田", "山形", "福島"],
    関東: ["茨城", "栃木", "群馬", "埼玉", "千葉", "東京", "神奈川", "山梨"],
    北陸: ["新潟", "富山", "石川", "福井"],
    中部: ["長野", "岐阜", "静岡", "愛知", "三重"],
    関西: ["滋賀", "京都", "大阪", "兵庫", "奈良", "和歌山"],
    中国: ["鳥取", "島根", "岡山", "広島", "山口"],
    四国: ["徳島", "香川", "愛媛", "高知"],
    九州: ["福岡", "佐賀", "長崎", "熊本", "大分", "宮崎", "鹿児島"],
    沖縄: ["沖縄"],
  }).flatMap(([region, prefectures]) => prefectures.map((prefecture) => [prefecture, region])),
);

export function judgeCondition(condition: StatedCondition, company: CompanyProfile): ConditionStatus {
  switch (condition.kind) {
    case "employees":
      return judgeLimit(company.employees, condition);
    case "capital":
      return judgeLimit(company.capital, condition);
    case "smallBusiness":
      return judgeSmall(company);
    case "certification":
      return condition.names.some((name) => isCertified(company.told, name.slice(0, 4))) ? "met" : "not_stated";
    case "region":
      return judgeRegion(company.prefecture, condition.names);
  }
}

const NOT_YET = /たい|目指|めざ|検討|予定|準備|まだ|ない|ません|興味|方法/u;

/** "くるみん認定企業です", not "くるみん認定を取りたい". */
const isCertified = (told: string, name: string): boolean =>
  told.split("。").some((sentence) => sentence.includes(name) && !NOT_YET.test(sentence));

function judgeLimit(value: number | undefined, { limit, includesLimit }: StatedCondition): ConditionStatus {
  if (value === undefined) return "not_stated";
  return value < limit || (includesLimit && value === limit) ? "met" : "not_met";
}

/** Either figure within the law's bound is enough; both beyond every industry's bound is too large. Between, it is open. */
function judgeSmall({ employees, capital, industry }: CompanyProfile): ConditionStatus {
  const bounds = industry ? [SMALL[industry]] : Object.values(SMALL);
  const within = (bound: { employees: number; capital: number }): boolean =>
    (employees !== undefined && employees <= bound.employees) || (capital !== undefined && capital <= bound.capital);
  if (bounds.every(within)) return "met";
  const beyond = (bound: { employees: number; capital: number }): boolean =>
    employees !== undefined && employees > bound.employees && capital !== undefined && capital > bound.capital;
  return bounds.every(beyond) ? "not_met" : "not_stated";
}

function judgeRegion(prefecture: string | undefined, regions: readonly string[]): ConditionStatus {
  const region = prefecture ? REGION_OF[prefecture] : undefined;
  if (region === undefined) return "not_stated";
  return regions.includes(region) || (region === "関西" && regions.includes("近畿")) ? "met" : "not_met";
}
