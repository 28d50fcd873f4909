import type { Company } from "../../src/match/read-company.ts";
import { isObject, parseJson } from "./answer-events.ts";
import type { Strings } from "./strings.ts";

/** What the chat asks of a company; a part of what the server takes. */
export interface CompanyProfile {
  industry: string;
  /** Undefined where not given. */
  employees: number | undefined;
  prefecture: string;
  needs: readonly string[];
}

export const emptyCompany: CompanyProfile = { industry: "", employees: undefined, prefecture: "", needs: [] };

/** Bounds of the server's `Company`. */
const INDUSTRY_LENGTH = 100;
const NEED_LENGTH = 200;
const MOST_NEEDS = 10;
const MOST_EMPLOYEES = 10_000_000;

export const PREFECTURES =
  "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県".split(
    " ",
  );

export interface CompanyFields {
  industry: string;
  employees: string;
  prefecture: string;
  needs: string;
}

/** At most `length` UTF-16 units, and no half of a character such as 𠮷 at the end. */
const cut = (text: string, length: number): string => text.slice(0, length).replace(/[\uD800-\uDBFF]$/u, "");

/** What a person typed, cut to what the server takes; full-width digits count as digits. */
export function readCompanyFields({ industry, employees, prefecture, needs }: CompanyFields): CompanyProfile {
  const digits = employees.normalize("NFKC").replace(/[,\s人名]/gu, "");
  const count = /^\d+$/u.test(digits) ? Math.min(Number(digits), MOST_EMPLOYEES) : undefined;
  return {
    industry: cut(industry.trim(), INDUSTRY_LENGTH),
    employees: count,
    prefecture: PREFECTURES.includes(prefecture) ? prefecture : "",
    needs: [...new Set(needs.split(/[、,，\n]/u).map((need) => cut(need.trim(), NEED_LENGTH)))]
      .filter((need) => need !== "")
      .slice(0, MOST_NEEDS),
  };
}

/** A chip of the profile, and the profile without it. */
export interface CompanyChip {
  label: string;
  without: CompanyProfile;
}

export function companyChips(company: CompanyProfile, strings: Strings): CompanyChip[] {
  const { industry, employees, prefecture, needs } = company;
  return [
    ...(industry === "" ? [] : [{ label: industry, without: { ...company, industry: "" } }]),
    ...(employees === undefined
      ? []
      : [{ label: strings.company.people(employees), without: { ...company, employees: undefined } }]),
    ...(prefecture === "" ? [] : [{ label: prefecture, without: { ...company, prefecture: "" } }]),
    ...needs.map((need, index) => ({
      label: need,
      without: { ...company, needs: needs.filter((_, other) => other !== index) },
    })),
  ];
}

/** As the server takes it; undefined for a profile that says nothing. */
export function toRequest({ industry, employees, prefecture, needs }: CompanyProfile): Company | undefined {
  const company: Company = {
    ...(industry !== "" && { industry }),
    ...(employees !== undefined && { employees }),
    ...(prefecture !== "" && { prefecture }),
    ...(needs.length > 0 && { needs: [...needs] }),
  };
  return Object.keys(company).length === 0 ? undefined : company;
}

export function parseCompany(json: string | null): CompanyProfile {
  const value = parseJson(json ?? "");
  if (!isObject(value)) return emptyCompany;
  const text = (field: unknown): string => (typeof field === "string" ? field : "");
  return readCompanyFields({
    industry: text(value.industry),
    employees: typeof value.employees === "number" ? String(value.employees) : "",
    prefecture: text(value.prefecture),
    needs: Array.isArray(value.needs) ? value.needs.map(text).join("\n") : "",
  });
}
