import { findPersonalData } from "./find-personal-data.ts";

/** What such data is called, up to where it begins: "私の電話番号は". */
const CALLED =
  /(?:(?:私|わたし|うち|弊社|当社|会社|自宅|本人|代表|担当者?)の)?(?:電話|でんわ|携帯(?:電話)?|けいたい|tel|℡|fax|ファックス|メール(?:アドレス)?|アドレス|宛先|連絡先?|返信|返事|マイナンバー(?:カード)?|個人番号|口座|振込先|(?:クレジット)?カード|運転免許証?|免許証?|パスポート|旅券|健康保険証?|保険証|住所|所在地|郵便番号|自宅|生年月日|番号|(?:(?:my|our) )?(?:phone|mobile|e-?mail|mail|card|account|passport)(?: address)?)(?:の?番号| number| no\.?)?(?: is)?[はがもをの:、,(\s]{0,6}$/iu;
/** How the telling of it ends: "の者ですが、", "までに". */
const TOLD =
  /^[)）」\s]*(?:(?:の者)?(?:です|だ|である|になります)(?:が|けど|けれども?|ので|し)?|の者(?:が|で)?|と申します|まで|に|へ|宛て?に?)?[、,。.]?\s*/u;

/**
 * A text without the personal data in it, nor the words that only say what it is; all else that is said stays. "" where nothing
 * else is said.
 */
export function cutPersonalData(text: string): string {
  let rest = text;
  // Again, for what is cut may bring together what stood apart. It ends: each time the text is shorter.
  for (let found = findPersonalData(rest); found.length > 0; found = findPersonalData(rest)) {
    for (const { start, end } of found.reverse()) {
      const before = rest.slice(0, start).replace(CALLED, "");
      const after = rest.slice(end);
      const told = TOLD.exec(after)?.[0] ?? "";
      rest = `${before}${/\S/u.test(told) ? "。" : " "}${after.slice(told.length)}`;
    }
    rest = rest.replace(/[。、\s]+/gu, (gap) => (gap.includes("。") ? "。" : gap)).replace(/^[。、\s]+/u, "");
  }
  return rest;
}
