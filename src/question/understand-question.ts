import { foldSound, soundOfQuestion, soundTerms } from "../../index/kana-reading.ts";
import { readableTexts } from "../../ingest/readings/readable-texts.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import { withoutWordsForWhole } from "./asks-for-whole.ts";
import { classifyForm, type QuestionForm } from "./classify-question.ts";
import { cleanQuestion, saysOnlyOrders } from "./clean-question.ts";
import { type Ask, type Attribute, readAsks, readAttribute } from "./read-attribute.ts";
import { type AskedColumn, readColumn } from "./read-column.ts";
import { type Dependence, readDependence, withoutDenied } from "./read-history.ts";
import type { Intent } from "./read-intent.ts";
import { type Language, readLanguage } from "./read-language.ts";
import { readAskedTimes, type Times } from "./read-times.ts";
import { type References, resolveReferences } from "./resolve-references.ts";
import { comparesFigures, wantsSeveralFigures } from "./wants-several-figures.ts";

/** What a question says by its form alone, before anything is searched. */
export interface Understanding {
  question: string;
  language: Language;
  form: QuestionForm;
  references: References;
  /** Judged with the search results, not by the words alone. */
  intent?: Intent;
  /** Chance, 0..1, that a detail is asked for and not a measure that helps; judged likewise. */
  detail?: number;
  attribute: Attribute | undefined;
  /** Every one where several are asked. */
  asks: Ask[];
  column: AskedColumn | undefined;
  /** Years and months it names. */
  times: Times;
  /** Two figures, or one against another. */
  severalFigures: boolean;
  compares: boolean;
  dependence: Dependence;
  /** Sound of a question typed in kana or romaji. */
  sound: string | undefined;
}

export function understandQuestion(asked: string, catalogue: Catalogue, language?: Language): Understanding {
  const cleaned = cleanQuestion(asked);
  const dependence = readDependence(cleaned);
  const question = withoutWordsForWhole(dependence.corrects ? withoutDenied(cleaned) : cleaned);
  const sound = soundOfQuestion(question);
  const compares = comparesFigures(question);
  return {
    question,
    language: language ?? readLanguage(question),
    form: saysOnlyOrders(asked) ? "abuse" : classifyForm(question),
    references: resolveReferences(question, catalogue),
    attribute: readAttribute(question) ?? attributeBySound(sound) ?? (compares ? "quantity" : undefined),
    asks: readAsks(question),
    column: readColumn(question),
    times: readAskedTimes(question, catalogue.fiscalYear),
    severalFigures: wantsSeveralFigures(question),
    compares,
    dependence,
    sound,
  };
}

/**
 * The text to look for in a measure's sentences. A question without kanji has few characters in common with them: the
 * measure's hypothetical question that sounds most alike stands in for it.
 */
export function textToMatch(understanding: Understanding, measureId: string, catalogue: Catalogue): string {
  const { question, sound, references } = understanding;
  if (sound === undefined) return references.words;
  const wanted = new Set(soundTerms(sound));
  const readings = catalogue.collection.readings.find((reading) => reading.measureId === measureId)?.texts ?? [];
  const written = readableTexts(catalogue.collection, measureId);
  let best = { text: "", share: 0 };
  readings.forEach((reading, index) => {
    const own = new Set(soundTerms(foldSound(reading)));
    const shared = Array.from(own).filter((term) => wanted.has(term)).length;
    const share = shared / Math.max(1, own.size + wanted.size - shared);
    if (share > best.share) best = { text: written[index] ?? "", share };
  });
  return `${question} ${withCounters(sound)} ${best.text}`;
}

const attributeBySound = (sound: string | undefined): Attribute | undefined =>
  sound === undefined ? undefined : readAttribute(toHiragana(sound));

const SPOKEN_COUNTERS: readonly (readonly [spoken: RegExp, written: string])[] = [
  [/ナンニン|ナンメイ/u, "何人"],
  [/ナンケン/u, "何件"],
  [/ナンシャ/u, "何社"],
  [/ナンカイ/u, "何回"],
  [/ナンカショ/u, "何か所"],
  [/ナンカコク/u, "何か国"],
  [/ナンオク/u, "何億円"],
  [/イクラ|ナンマンエン|ナンエン/u, "いくら"],
  [/ナンネン/u, "何年"],
  [/ナンゲンゴ/u, "何言語"],
];

/** "ナンニン トロク" asks 何人: the counters that a question typed by sound names. */
const withCounters = (sound: string): string =>
  SPOKEN_COUNTERS.flatMap(([spoken, written]) => (spoken.test(sound) ? [written] : [])).join(" ");

const toHiragana = (katakana: string): string =>
  katakana.replace(/[\u30a1-\u30f6]/g, (character) => String.fromCharCode(character.charCodeAt(0) - 0x60));
