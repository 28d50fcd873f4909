import { coverRun } from "./common-words.ts";
import { type Clause, cutClauses, isDate, isNumber } from "./cut-clauses.ts";
import { datesOfNumber } from "./dates-of-number.ts";
import { type Evidence, plain, type Statement } from "./evidence.ts";
import {
  bearsOut,
  type DateFigure,
  type Figure,
  type Located,
  locateFigures,
  type NumberFigure,
} from "./read-figures.ts";
import { budgetOf, namesOtherProgramme, numbersOf, pointsElsewhere, type StatedNumber } from "./what-is-counted.ts";

/**
 * Whether every figure of a sentence stands in the measures it cites, and belongs there to what the sentence gives it to:
 * its date, its budget (当初 or 補正), its programme and what it counts. `said` is normalised, without white space.
 */
export function figuresStand(said: string, grounds: readonly Evidence[]): boolean {
  const { text, figures } = locateFigures(said);
  const stated = grounds.flatMap((ground) => ground.figures);
  if (!figures.every(({ figure }) => stated.some((one) => bearsOut(one, figure)))) return false;
  return cutClauses({ text, figures }).every(
    (clause) => clause.figures.length === 0 || grounds.some((ground) => clauseStands(clause, ground, grounds)),
  );
}

function clauseStands(clause: Clause, ground: Evidence, grounds: readonly Evidence[]): boolean {
  if (grounds.length > 1 && !speaksOf(clause.text, ground, grounds)) return false;
  const programmes = Array.from(new Set(ground.statements.map(({ programme }) => programme)));
  const statements = [...ground.statements, titleOf(ground)].filter(
    (statement) => !namesOtherProgramme(clause, statement, programmes),
  );
  const all = numbersOf(statements);
  // One statement has to have them all: 「第1回公募において6件」, 「第2回公募において8件」.
  return statements.some((statement) =>
    clause.figures.every((said) =>
      isNumber(said)
        ? all
            .filter((one) => one.statement === statement && bearsOut(one.number.figure, said.figure))
            .some((stated) => agrees(clause, said, stated, all))
        : allowsDate(statement, said.figure, clause.numbers.length > 0),
    ),
  );
}

const titleOf = ({ measure }: Evidence): Statement => ({
  ...locateFigures(plain(measure.title)),
  programme: "",
  heading: "",
});

/** Whether a number that a statement has is the number that the clause speaks of. */
function agrees(
  clause: Clause,
  said: Located<NumberFigure>,
  stated: StatedNumber,
  all: readonly StatedNumber[],
): boolean {
  const { statement, number } = stated;
  if (!DURATIONS.has(said.figure.unit)) {
    const own = datesOfNumber(clause, said);
    const saidDates = own.length > 0 ? own : clause.times;
    const statedDates = datesOfNumber(statement, number);
    const bears = (date: DateFigure): boolean => statedDates.some((one) => bearsOut(one, date));
    const holds = SPEAKS_OF_BOTH.test(clause.text) ? saidDates.some(bears) : saidDates.every(bears);
    if (saidDates.length > 0 && statedDates.length > 0 && !holds) return false;
  }
  const budget = budgetOf(clause, said);
  if (
    said.figure.unit === "円" &&
    budget !== undefined &&
    budget !== budgetOf(statement, number, statement.programme)
  ) {
    return false;
  }
  return !pointsElsewhere(clause, stated, all);
}

/** 「令和8年3月31日まで2年間延長」: such a number has no date of its own. */
const DURATIONS: ReadonlySet<string> = new Set(["年", "か月", "週", "日"]);
const SPEAKS_OF_BOTH = /ともに|いずれも|それぞれ|両/u;

/** A number in a statement without dates has its date elsewhere: 「<令和6年度実績>」 above it. */
function allowsDate({ figures }: Statement, said: Figure, isOfNumber: boolean): boolean {
  const dates = figures.filter(isDate);
  return (isOfNumber && dates.length === 0) || dates.some(({ figure }) => bearsOut(figure, said));
}

const HIRAGANA_NAME = /[\p{Script=Hiragana}]{4,}/gu;
const NAME = /[\p{Script=Han}々\p{Script=Katakana}ー]{3,}/gu;

/** With several measures cited: whether what a clause names is this one's. */
function speaksOf(clause: string, ground: Evidence, grounds: readonly Evidence[]): boolean {
  const others = grounds.filter((other) => other !== ground);
  const isOthers = (word: string): boolean =>
    !ground.text.includes(word) && others.some(({ text }) => text.includes(word));
  return (
    !(clause.match(HIRAGANA_NAME) ?? []).some(isOthers) &&
    (clause.match(NAME) ?? []).every((name) => coverRun(name, ground.text).fromNowhere === 0)
  );
}
