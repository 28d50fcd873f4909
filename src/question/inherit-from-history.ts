import { readAttribute } from "./read-attribute.ts";
import type { Conversation } from "./read-history.ts";
import { addFiscalYear, readAskedTimes } from "./read-times.ts";
import type { Understanding } from "./understand-question.ts";

const LONGEST_ELLIPSIS = 20;
const WISH = /ある|ない|でき|使え|もらえ|たい|受け|教えて/u;
const YEAR_BEFORE = /(?:その|ひとつ|一つ)?前の年度?|前年度(?!比)|前年(?!度|比|同期|同月)|一年前/u;
const YEAR_AFTER = /(?:その)?次の年度?|翌年度?/u;

/** What an elliptical question takes over from the conversation: what is asked for ("プラチナは?"), and the year that 前の年度 counts from. */
export function inheritFromHistory(
  understanding: Understanding,
  { earlierQuestions, lastAnswer }: Conversation,
  fiscalYear: number,
): Understanding {
  const { question } = understanding;
  const earlier = earlierQuestions.at(-1) ?? "";
  const elliptical = question.length <= LONGEST_ELLIPSIS && !WISH.test(question);
  const attribute = understanding.attribute ?? (elliptical ? readAttribute(earlier) : undefined);
  const said = readAskedTimes(`${earlier} ${lastAnswer}`, fiscalYear).years.map(Number);
  const offset = YEAR_BEFORE.test(question) ? -1 : YEAR_AFTER.test(question) ? 1 : 0;
  const from = offset === 0 || said.length === 0 ? undefined : Math.max(...said);
  return {
    ...understanding,
    attribute,
    times:
      from === undefined ? understanding.times : addFiscalYear({ fiscal: [], months: [], years: [] }, from + offset),
  };
}
