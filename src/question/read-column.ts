import type { PassageColumn } from "../../ingest/collection.ts";

/** 取組方針, what the measure is, or フォローアップ, what was done since. */
export type AskedColumn = Extract<PassageColumn, "policy" | "followUp">;

const FOLLOW_UP =
  /フォローアップ|進捗|進み具合|その後|実績|成果|結果|これまで(?:に|の|何)|今まで|現状|状況|どうなっ|(?:始|決|行|開|作|設|増|減|変わ|実施|採択|認定|選ば|もら|使わ)[^。、]{0,6}(?:ました|ましたか|したか|たの|たか|てる|ています)[^。]{0,4}$|progress|results? so far|进展|kết quả/iu;
const POLICY =
  /取組方針|方針(?:は|で|に)|とは(?:何|なに|どう)?|って(?:何|なに)(?:ですか|をする|$|[?？])|どんな(?:制度|施策|事業|支援|仕組み|内容)|どういう(?:制度|施策|事業|支援|仕組み|内容|もの)|何をして(?:くれ|もらえ)|目的|ねらい|狙い|what is|是什么|là gì/iu;

/** The column that a question wants its answer from; undefined where it does not tell. */
export function readColumn(question: string): AskedColumn | undefined {
  const text = question.normalize("NFKC").trim();
  if (FOLLOW_UP.test(text)) return "followUp";
  return POLICY.test(text) ? "policy" : undefined;
}
