import { withoutHidden } from "./hidden-characters.ts";

/** A stretch of a text, UTF-16 offsets, `end` exclusive. */
export interface Stretch {
  start: number;
  end: number;
}

/** A character with the marks that belong to it: ﾊ + ﾟ. */
const CLUSTER = /\P{M}?[\p{M}\uff9e\uff9f]*/gsu;
/** Most of what people write; saves the slow way. */
const SHOWN_AS_WRITTEN = /^[ -~\u3041-\u3096\u30a1-\u30fc\u4e00-\u9fff]$/u;
const KANJI_DIGITS = "〇一二三四五六七八九";

/** A text as it reads, width and hidden characters aside, that knows where each of its characters was written. */
export class ShownText {
  /** NFKC without hidden characters; ⑫ and ² stay signs and do not become figures. */
  readonly plain: string;
  /** The same, of the same length, with 〇一二… as 012…. */
  readonly figures: string;
  readonly #written: Stretch[] = [];

  constructor(text: string) {
    let plain = "";
    for (const { 0: cluster, index: start } of text.matchAll(CLUSTER)) {
      const shown = SHOWN_AS_WRITTEN.test(cluster) ? cluster : shownAs(cluster);
      for (let unit = 0; unit < shown.length; unit += 1) this.#written.push({ start, end: start + cluster.length });
      plain += shown;
    }
    this.plain = plain;
    this.figures = plain.replace(/[〇一二三四五六七八九]/gu, (digit) => String(KANJI_DIGITS.indexOf(digit)));
  }

  /** Where a stretch of `plain` or `figures`, not empty, was written. */
  written({ start, end }: Stretch): Stretch {
    return { start: this.#written[start]?.start ?? 0, end: this.#written[end - 1]?.end ?? 0 };
  }
}

function shownAs(cluster: string): string {
  const seen = withoutHidden(cluster).replace(/\p{Variation_Selector}/gu, "");
  return /\p{No}/u.test(seen) ? "○" : seen.normalize("NFKC");
}
