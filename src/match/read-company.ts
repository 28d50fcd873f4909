import { z } from "@hono/zod-openapi";
import { parseYen } from "../../ingest/parse-yen.ts";

export const Company = z
  .object({
    /** In the owner's words; figures in it are read where the fields below are absent. */
    description: z.string().max(1000).optional(),
    industry: z.string().max(100).optional(),
    employees: z.number().int().min(0).optional(),
    /** Yen. */
    capital: z.number().min(0).optional(),
    prefecture: z.string().max(20).optional(),
    needs: z.array(z.string().max(200)).max(10).optional(),
  })
  .openapi("Company", {
    example: { industry: "食品製造業", employees: 60, prefecture: "鹿児島県", needs: ["輸出", "人手不足"] },
  });
export type Company = z.infer<typeof Company>;

/** Industries as the Small and Medium Enterprise Basic Act sorts them (Article 2): they decide who is 中小企業. */
export type IndustryClass = "manufacturing" | "wholesale" | "service" | "retail";

export interface CompanyProfile {
  text: string;
  /** What it says of itself: its needs are wishes and tell no figure, place or certification that it has. */
  told: string;
  employees: number | undefined;
  capital: number | undefined;
  prefecture: string | undefined;
  industry: IndustryClass | undefined;
}

const EMPLOYEES =
  /(?:従業員|社員|スタッフ|職員|職人|人員)(?:数|は|が|、)?\s*(?:約|およそ)?\s*([\d,]+)\s*(?:人|名)|(?<![\d,])([\d,]+)\s*(?:人|名)(?:の会社|規模|で(?:す|や|営)|\)|、|。|$)/u;
const CAPITAL = /資本金(?:は|が)?\s*(?:約)?/u;
const PREFECTURE =
  /(北海道|青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|東京|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|京都|大阪|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)/u;
const INDUSTRIES: readonly (readonly [IndustryClass, RegExp])[] = [
  ["wholesale", /卸/u],
  ["retail", /小売|商店|スーパー|店舗|販売店|通販|飲食|食堂|カフェ|居酒屋/u],
  [
    "service",
    /旅館|ホテル|宿|介護|福祉|医療|病院|クリニック|理美容|サービス|観光|IT|ソフト|システム|コンサル|士業|清掃|警備|保育|塾/u,
  ],
  [
    "manufacturing",
    /製造|メーカー|工場|加工|鉄工|金型|鋳|縫製|酒蔵|醸造|建設|工務店|土木|運送|運輸|物流|トラック|バス|タクシー|農|漁|林/u,
  ],
];

/** What is known of a company: the given fields, else what its description says. */
export function readCompany(company: Company): CompanyProfile {
  const join = (parts: readonly (string | undefined)[]): string => parts.filter((part) => part).join("。");
  const text = join([company.description, company.industry, ...(company.needs ?? [])]);
  const told = join([company.description, company.industry]).normalize("NFKC");
  const [, before, after] = EMPLOYEES.exec(told) ?? [];
  const digits = (before ?? after)?.replaceAll(",", "");
  return {
    text,
    told,
    employees: company.employees ?? (digits ? Number(digits) : undefined),
    capital: company.capital ?? readCapital(told),
    prefecture: PREFECTURE.exec(company.prefecture ?? "")?.[1] ?? PREFECTURE.exec(told)?.[1],
    industry: INDUSTRIES.find(([, pattern]) => pattern.test(company.industry ?? text.normalize("NFKC")))?.[0],
  };
}

function readCapital(text: string): number | undefined {
  const found = CAPITAL.exec(text);
  if (!found) return undefined;
  const rest = text.slice(found.index + found[0].length, found.index + found[0].length + 20);
  const [amount] = parseYen(/円/.test(rest) ? rest : rest.replace(/(\d(?:[\d,.]*\d)?\s*[億万])/u, "$1円"));
  return amount?.yen;
}
