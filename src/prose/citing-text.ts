import type { Citation } from "../answer/citation.ts";
import type { Source } from "./number-sources.ts";

/** A piece of an answer: citations that it is the first to use, and text. */
export interface CitedPiece {
  citations: readonly Citation[];
  text: string;
}

/** A sentence that may be shown, with what it cites. */
export interface CitedSentence {
  text: string;
  cited: readonly Source[];
  startsLine: boolean;
  isItem: boolean;
}

/**
 * Numbers citations by first use and keeps their order: the best measure first, and no second citation of a measure before
 * the first of each other. A sentence that would break it waits until it does not, at the latest until the end.
 */
export class CitingText {
  readonly #citations: Citation[] = [];
  readonly #measures: readonly string[];
  #waiting: CitedSentence[] = [];
  #text = "";

  /** `measures`: ids of the measures that the sources are of, the best first. */
  constructor(measures: readonly string[]) {
    this.#measures = measures;
  }

  get citations(): readonly Citation[] {
    return this.#citations;
  }

  get text(): string {
    return this.#text;
  }

  /** What can be shown now that this sentence has come. */
  add(sentence: CitedSentence): CitedPiece[] {
    this.#waiting.push(sentence);
    const pieces: CitedPiece[] = [];
    for (let next = this.#nextInOrder(); next; next = this.#nextInOrder()) {
      this.#waiting = this.#waiting.filter((other) => other !== next);
      pieces.push(this.#write(next));
    }
    return pieces;
  }

  /** What still waits, in the order that keeps most of the rule. */
  end(): CitedPiece[] {
    const known = new Set(this.#citations.map(({ measureId }) => measureId));
    const isNew = ({ cited }: CitedSentence): boolean => cited.some(({ measure }) => !known.has(measure.id));
    const rest = [...this.#waiting.filter(isNew), ...this.#waiting.filter((sentence) => !isNew(sentence))];
    this.#waiting = [];
    return rest.map((sentence) => this.#write(sentence));
  }

  /** Adds text as it is, with marks for `citations` numbered from 1 in it: another answer behind this one. */
  append(text: string, citations: readonly Citation[]): CitedPiece {
    const before = this.#citations.length;
    const numbers = new Map(citations.map((citation) => [citation.n, this.#numberOf(citation)]));
    const own = text.replace(/(?<!\\)\[(\d+)\]/gu, (mark, n: string) => {
      const number = numbers.get(Number(n));
      return number === undefined ? mark : `[${number}]`;
    });
    return this.#put(`${this.#text === "" ? "" : "\n\n"}${own}`, before);
  }

  #nextInOrder(): CitedSentence | undefined {
    return this.#waiting.find(({ cited }) => {
      const known = this.#citations.map(({ measureId, quote }) => ({ measureId, quote }));
      const [best] = this.#measures;
      for (const { citation } of cited) {
        if (known.some(({ measureId, quote }) => measureId === citation.measureId && quote === citation.quote))
          continue;
        const isSecond = known.some(({ measureId }) => measureId === citation.measureId);
        const others = this.#measures.filter((id) => !known.some(({ measureId }) => measureId === id));
        if (isSecond && others.length > 0) return false;
        known.push({ measureId: citation.measureId, quote: citation.quote });
      }
      return known[0]?.measureId === best;
    });
  }

  #write({ text, cited, startsLine, isItem }: CitedSentence): CitedPiece {
    const before = this.#citations.length;
    const marks = cited.map(({ citation }) => `[${this.#numberOf(citation)}]`).join("");
    const first = this.#text === "";
    const lead = isItem ? (first ? "- " : "\n- ") : first || !startsLine ? "" : "\n\n";
    return this.#put(`${lead}${text}${marks}`, before);
  }

  #put(text: string, citationsBefore: number): CitedPiece {
    this.#text += text;
    return { citations: this.#citations.slice(citationsBefore), text };
  }

  #numberOf(citation: Citation): number {
    const known = this.#citations.find(
      ({ measureId, quote }) => measureId === citation.measureId && quote === citation.quote,
    );
    if (known) return known.n;
    const n = this.#citations.length + 1;
    this.#citations.push({ ...citation, n });
    return n;
  }
}
