/** A sentence as a model wrote it, its citation marks included. */
export interface WrittenSentence {
  text: string;
  /** First of its line. */
  startsLine: boolean;
  /** First of a list item; its "- " or "1. " is taken off. */
  isItem: boolean;
}

/** UTF-16 code units. Longer than any sentence a reader is shown; what never ends is not kept in memory. */
const LONGEST = 600;
const ITEM = /^\s*(?:[-*・●]\s*|\d{1,2}[.)]\s+)/u;
/** Brackets in brackets; what is opened deeper is no Japanese. */
const DEEPEST = 20;
const ENDS = "。!?\uff01\uff1f";
const OPENING = "「『(\uff08";
const CLOSING = "」』)\uff09";
/** "[3]", "[1, 2]" and what models make of it: "【3】", "［3］". */
const MARK = /^\s*(?:\[[^\]]{0,12}\]|\uff3b[^\uff3d]{0,12}\uff3d|【[^】]{0,12}】)$/u;
const BEGUN_MARK = /^\s*(?:[[\uff3b【][^\]\uff3d】]{0,12})?$/u;

/**
 * Cuts text that arrives in pieces into sentences: at 。 outside 「」 and (), and at the end of a line. Marks behind the 。 belong
 * to the sentence before it. Reads character by character, so that it does not matter where the pieces were cut.
 */
export class SentenceSplitter {
  #text = "";
  #isTooLong = false;
  /** Brackets that are open, each by what closes it. */
  #open = "";
  /** The 。 has come; what follows may be its marks. */
  #hasEnded = false;
  /** Behind the 。: white space and a mark that is not whole yet. */
  #mark = "";
  #startsLine = true;
  #isItem = false;

  /** Sentences that are whole with this piece. */
  add(piece: string): WrittenSentence[] {
    const found: WrittenSentence[] = [];
    for (const character of piece) this.#read(character, found);
    return found;
  }

  /** The last sentence, where the text ended without 。 or line end. */
  end(): WrittenSentence[] {
    return this.add("\n");
  }

  #read(character: string, found: WrittenSentence[]): void {
    if (character === "\r") return;
    if (character === "\n") this.#endLine(found);
    else if (this.#hasEnded) this.#readBehindEnd(character, found);
    else this.#readInside(character);
  }

  #readInside(character: string): void {
    this.#keep(character);
    const opened = OPENING.indexOf(character);
    if (opened >= 0) this.#open = (this.#open + CLOSING[opened]).slice(-DEEPEST);
    // 」 closes what was left open inside 「」, too.
    else if (this.#open.includes(character)) this.#open = this.#open.slice(0, this.#open.lastIndexOf(character));
    else if (this.#open === "" && ENDS.includes(character)) this.#hasEnded = true;
  }

  #readBehindEnd(character: string, found: WrittenSentence[]): void {
    if (this.#mark === "" && (ENDS + CLOSING).includes(character)) {
      this.#keep(character);
      return;
    }
    if (/\s/u.test(character) && /^\s+$/u.test(this.#mark)) return;
    this.#mark += character;
    if (MARK.test(this.#mark)) {
      this.#keep(this.#mark);
      this.#mark = "";
    } else if (!BEGUN_MARK.test(this.#mark)) {
      const rest = this.#mark;
      this.#endSentence(found);
      for (const next of rest) this.#read(next, found);
    }
  }

  #endLine(found: WrittenSentence[]): void {
    const rest = this.#mark;
    this.#endSentence(found);
    for (const next of rest) this.#readInside(next);
    this.#endSentence(found);
    this.#startsLine = true;
    this.#isItem = false;
  }

  #keep(text: string): void {
    this.#isTooLong ||= this.#text.length + text.length > LONGEST;
    if (!this.#isTooLong) this.#text += text;
  }

  #endSentence(found: WrittenSentence[]): void {
    const written = this.#text;
    const isTooLong = this.#isTooLong;
    this.#text = "";
    this.#isTooLong = false;
    this.#open = "";
    this.#hasEnded = false;
    this.#mark = "";
    if (this.#startsLine && ITEM.test(written)) this.#isItem = true;
    const text = (this.#startsLine ? written.replace(ITEM, "") : written).trim();
    if (text === "" || isTooLong) return;
    found.push({ text, startsLine: this.#startsLine, isItem: this.#startsLine && this.#isItem });
    this.#startsLine = false;
  }
}
