import { escapeMarkdown } from "../answer/measure-line.ts";
import { withShortMinistryNames } from "../question/ministry-names.ts";
import { isPlainlyWritten } from "./check-characters.ts";
import { figuresStand } from "./check-figures.ts";
import { namesStand } from "./check-names.ts";
import { polarityStands } from "./check-polarity.ts";
import { wordingStands } from "./check-wording.ts";
import { sourceLine } from "./compose-prompt.ts";
import { type Evidence, plain, withoutReferences } from "./evidence.ts";
import type { Source } from "./number-sources.ts";
import { bearsOut, type Figure, readFigures } from "./read-figures.ts";

/** Why a sentence is not shown. */
export type Withheld = "uncited" | "figure" | "name" | "wording" | "opposite";

export type Verdict =
  | { success: true /** Escaped Markdown without marks. */; text: string; cited: readonly Source[] }
  | { success: false; reason: Withheld };

/** The sources of one answer, with all that the measures behind them say. */
export interface SourceBook {
  sources: readonly Source[];
  evidence: ReadonlyMap<string, Evidence>;
}

const withheld = (reason: Withheld): Verdict => ({ success: false, reason });

/**
 * A sentence of a language model before anybody sees it: it cites sources that exist; every figure and date, every name and
 * every word of matter in it stand in the measures it cites; it promises and denies only what they do. Orders that the model
 * follows, wherever they came from, end here: what it then writes is not in the source.
 */
export function verifySentence(written: string, { sources, evidence }: SourceBook): Verdict {
  const visible = written.replace(INVISIBLE, "").normalize("NFC");
  const cited = citedBy(visible, sources);
  if (cited.length === 0) return withheld("uncited");
  if (visible.length > LONGEST || HAS_LINK.test(visible)) return withheld("wording");
  const text = withoutMarkup(visible.replace(MARKS, ""));
  // A model that recites its prompt.
  if (sources.some((source) => plain(text).includes(plain(sourceLine(source))))) return withheld("wording");
  const grounds = Array.from(new Set(cited.map(({ measure }) => measure.id))).flatMap((id) => evidence.get(id) ?? []);
  const matter = withoutReferences(text, grounds);
  if (matter === undefined || !isPlainlyWritten(matter)) return withheld("figure");
  const rest = withoutQuotes(plain(matter), cited);
  if (!figuresStand(rest, grounds)) return withheld("figure");
  const said = withShortMinistryNames(rest);
  const words = withShortMinistryNames(grounds.map((ground) => ground.text).join("\n"));
  if (!namesStand(said, matter, words)) return withheld("name");
  if (!polarityStands(said, words)) return withheld("opposite");
  if (!wordingStands(said, words, rest !== plain(matter))) return withheld("wording");
  return {
    success: true,
    text: escapeMarkdown(text),
    cited: withSourcesOf(readFigures(plain(matter)), cited, sources),
  };
}

/** UTF-16 code units. Longer than any sentence that a reader follows. */
const LONGEST = 600;
/** Zero-width and direction characters and the like: a reader does not see them, a pattern does. */
const INVISIBLE = /[\p{Cc}\p{Cf}\u115f\u1160\u3164\uffa0]|\p{Variation_Selector}|\p{Extended_Pictographic}/gu;
const MARKS = /(?:\[|\uff3b|【)\s*\^?([\d\uff10-\uff19\s,、\uff0c]{1,12})(?:\]|\uff3d|】)/gu;

/** The sources a sentence cites, in its order; marks that name none are dropped. */
function citedBy(written: string, sources: readonly Source[]): Source[] {
  const numbers = Array.from(written.normalize("NFKC").matchAll(MARKS), ([, inside = ""]) => inside.split(/[\s,、]+/u));
  const wanted = new Set(numbers.flat().filter(Boolean).map(Number));
  return Array.from(wanted).flatMap((n) => sources.find(({ citation }) => citation.n === n) ?? []);
}

/** Links, pictures and elements are nothing that a sentence from the document needs. */
const HAS_LINK = /\]\s*[([]\s*(?!\d{1,2}\s*[\])])|<\s*\/?\s*(?!\/?(?:b|i|u|em|strong|br|p|mark)\s*\/?>)[a-z!?/]/iu;

/** Models like to mark up; what they mark is text here. */
function withoutMarkup(written: string): string {
  return written
    .replace(/<\s*\/?\s*[a-z]{1,6}\s*\/?>/giu, "")
    .replace(/(?:[*`_#|\\]+|~~)/gu, "")
    .replace(/^[>\s]+/u, "")
    .replace(/\s+(?=[。、])/gu, "")
    .trim();
}

/** A cited quote, whole and in 「」, needs no further proof. */
const withoutQuotes = (said: string, cited: readonly Source[]): string =>
  cited.reduce((rest, { citation }) => rest.replaceAll(`「${plain(citation.quote)}」`, "、"), said);

/** Where a quote shows a figure that the cited ones do not, it is cited too. */
function withSourcesOf(figures: readonly Figure[], cited: readonly Source[], sources: readonly Source[]): Source[] {
  const all = [...cited];
  const shows = ({ citation, heading }: Source, figure: Figure): boolean =>
    readFigures(plain(`${heading} ${citation.quote}`)).some((one) => bearsOut(one, figure));
  for (const figure of figures) {
    if (all.some((source) => shows(source, figure))) continue;
    const other = sources.find(
      (source) => cited.some(({ measure }) => measure === source.measure) && shows(source, figure),
    );
    if (other) all.push(other);
  }
  return all;
}
