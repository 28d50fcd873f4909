import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { IngestError } from "../ingest/ingest-error.ts";
import { ingestText, MEASURES_BY_HAND, measureOf, REAL_DOCUMENT } from "./ingest-documents.ts";

const REAL = readFileSync(REAL_DOCUMENT, "utf8");
const LINES = REAL.split("\n");
/** The line that begins the body, and the line with the heading of the last measure, (10)④. */
const BODY = LINES.indexOf("1. 国内投資拡大・イノベーションの促進");
const LAST_HEADING = LINES.findLastIndex((line) => line.includes("④ エクイティ・ファイナンスの活用促進"));

const TITLES_BY_HAND = MEASURES_BY_HAND.slice(1).map((row) => row[2] ?? "");

/** "183 measures", or the code of the refusal. */
function outcome(text: string): string {
  try {
    return `${ingestText(text).measures.length} measures`;
  } catch (error) {
    if (error instanceof IngestError) return error.code;
    throw error;
  }
}

describe("a document that is cut", () => {
  it("has its body and its last heading where the test looks for them", () => {
    expect(BODY).toBeGreaterThan(250);
    expect(LAST_HEADING).toBeGreaterThan(2_200);
    expect(LINES.length).toBe(2_260);
  });

  it("is refused wherever a measure's heading is lost, and never yields fewer measures than its contents", () => {
    fc.assert(
      fc.property(fc.integer({ min: BODY, max: LAST_HEADING }), (kept) => {
        expect(["document_truncated", "measure_count_mismatch"]).toContain(outcome(LINES.slice(0, kept).join("\n")));
      }),
      { numRuns: 30 },
    );
  }, 60_000);

  it("is refused at any character of the body before the last heading as well", () => {
    const first = REAL.indexOf("\n1. 国内投資拡大・イノベーションの促進\n") + 1;
    const last = REAL.lastIndexOf("④ エクイティ・ファイナンスの活用促進");
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), (end) => {
        expect(["document_truncated", "measure_count_mismatch"]).toContain(outcome(REAL.slice(0, end)));
      }),
      { numRuns: 15 },
    );
  }, 60_000);

  it("still has 183 measures where only lines below the last heading are lost", () => {
    expect(outcome(LINES.slice(0, LAST_HEADING + 1).join("\n"))).toBe("183 measures");
    expect(outcome(LINES.slice(0, LAST_HEADING).join("\n"))).toBe("measure_count_mismatch");
  });

  it("tells by a doubt that the last measure's right column is lost", () => {
    const end = REAL.lastIndexOf("\t<p>○エクイティ・ファイナンスの活用促進");
    const collection = ingestText(REAL.slice(0, end));
    expect(measureOf(collection, "10-4").followUp).toEqual([]);
    expect(collection.remarks).toContainEqual({
      kind: "doubt",
      where: "(10)④",
      message: "no right column (フォローアップ) found",
    });
  });
});

/** Where each heading stands in the body, printed number and title, in the order of the table by hand. */
function headingPlaces(): { start: number; end: number }[] {
  let from = REAL.indexOf("\n1. 国内投資拡大・イノベーションの促進\n");
  return TITLES_BY_HAND.map((title) => {
    const letters = Array.from(title, (letter) => letter.replace(/[.()]/u, "\\$&")).join("[⁰¹²³⁴-⁹]*");
    const heading = new RegExp(`[①-⑳㉑-㉟㊱-㊿][①-⑳0-9〇”]?\\s*${letters}`, "u").exec(REAL.slice(from));
    const start = from + (heading?.index ?? 0);
    from = start + (heading?.[0].length ?? 0);
    return { start, end: from };
  });
}

describe("a document in which one measure's heading is lost", () => {
  const headings = headingPlaces();

  it("has 183 headings to lose", () => {
    expect(headings.filter(({ start, end }) => end > start)).toHaveLength(183);
  });

  it("is refused, whichever heading it is", () => {
    fc.assert(
      fc.property(fc.constantFrom(...headings), ({ start, end }) => {
        expect(outcome(REAL.slice(0, start) + REAL.slice(end))).toBe("measure_count_mismatch");
      }),
      { numRuns: 30 },
    );
  }, 60_000);
});
