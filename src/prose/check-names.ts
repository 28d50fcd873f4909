import { withShortMinistryNames } from "../question/ministry-names.ts";
import { coverRun, isCommonRun } from "./common-words.ts";
import { plain } from "./evidence.ts";
import { withoutFigures } from "./read-figures.ts";

const QUOTED = /[「『“"]([^「」『』“”"]{2,})[」』”"]/gu;
const ADDRESS =
  /(?:https?:\/\/|www\.)[^\s。、]{1,200}|[\w.+-]{1,64}@[\w-]{1,64}\.\w{1,24}|(?<![\w.-])(?:[\w-]{1,64}\.){1,4}(?:com|net|org|jp|io|dev|info|biz|example|test|xyz|app|cn|ru)\b/giu;
const PHONE = /\d{2,5}[-ー－(]\d{1,4}[-ー－)]\d{3,4}|[〇一二三四五六七八九]{3,}/u;
const NAME = /[\p{Script=Han}々\p{Script=Katakana}ー・]{3,}/gu;
const LATIN = /[a-z][a-z&+'-]*[a-z]|[a-z]/gu;
const COMPOUND = /[\p{Script=Han}々\p{Script=Katakana}ーa-z0-9・]+/gu;
const NAME_ENDS =
  /(?:補助金|助成金|交付金|給付金|奨励金|支援金|協力金|一時金|税制|減税|融資|貸付金?|(?<![方手技用話文]|改正)法|制度|事業|基金|ファンド|プログラム|プロジェクト|センター|機構|協会|公庫|銀行|省|庁|局|財団|大学|研究所|連合会|商工会|会議所|会社|認定|コース|県|市|町|都|府|大臣|長官|法人|組合|計画)等?$/u;
const PLACES =
  /北海道|青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|東京|神奈川|新潟|富山|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|京都|大阪|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛|高知|福岡|佐賀|長崎|熊本|大分(?![な])|宮崎|鹿児島|沖縄|札幌|仙台|横浜|川崎|名古屋|神戸|東北|関東|関西|近畿|九州|四国|中部|北陸/gu;

/**
 * Whether names, schemes, places and addresses of a sentence, and whatever stands in quotation marks, are the source's, letter
 * by letter. `said` and `words` are normalised with short ministry names; `matter` is the sentence before that.
 */
export function namesStand(said: string, matter: string, words: string): boolean {
  if (PHONE.test(matter.normalize("NFKC")) && !words.includes(PHONE.exec(matter.normalize("NFKC"))?.[0] ?? "")) {
    return false;
  }
  const quoted = Array.from(matter.matchAll(QUOTED), ([, inside = ""]) => withShortMinistryNames(plain(inside)));
  const addresses = matter.normalize("NFKC").match(ADDRESS)?.map(plain) ?? [];
  const places = said.match(PLACES) ?? [];
  const latin = said.match(LATIN) ?? [];
  return (
    [...quoted, ...addresses, ...places, ...latin].every((name) => words.includes(name)) &&
    schemesStand(said, words) &&
    (withoutFigures(said).match(NAME) ?? []).every((name) => isOfSource(name, words))
  );
}

/** 「標準化・構造化」 may be put together where the source has 「標準化され、構造化された」. */
const isOfSource = (name: string, words: string): boolean =>
  name.split("・").every((part) => part === "" || coverRun(part, words).fromNowhere === 0);

function schemesStand(said: string, words: string): boolean {
  for (const [compound] of said.matchAll(COMPOUND)) {
    if (!NAME_ENDS.test(compound)) continue;
    const name = compound.replace(/等$/u, "");
    if (words.includes(name)) continue;
    if (!isCommonRun(name.replace(/^[本同当各]/u, ""))) return false;
  }
  return true;
}
