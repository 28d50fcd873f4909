import { readFileSync } from "node:fs";
import { z } from "zod";

/** Named in the index file: a saved index made with another normaliser is stale. Raise it with every change here or in aliases.json. */
export const NORMALISER_ID = "nfkc-2";

const Aliases = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));

const FOOTNOTE_MARKS = /[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+/gu;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\p{Cc}\p{Variation_Selector}]/gu;
const DASHES = /[\u2010-\u2015\u2212\uff0d]/gu;
const JAPANESE = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}ー々";
/** Print breaks words with spaces ("DX 等", "令和 6 年"); only between two Latin letters or digits a space means something. */
const INNER_SPACE = new RegExp(`(?<=[${JAPANESE}、。「」()・])\\s+|\\s+(?=[${JAPANESE}、。「」()・])`, "gu");

const aliases = loadAliases();

/**
 * The one form of a text that documents and questions share: NFKC (so width), lower case, no footnote marks, no invisible
 * characters, no space inside Japanese, recognition errors and spellings of aliases.json put right. For search only, never shown.
 */
export function normalise(text: string): string {
  const once = normaliseOnce(text);
  // What one pass puts together may need another: "取り組みみ" → "取組み" → "取組".
  return once === text ? once : normalise(once);
}

function normaliseOnce(text: string): string {
  const plain = withoutInvisible(text)
    .replace(FOOTNOTE_MARKS, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(DASHES, "-")
    .replace(/\s+/gu, " ")
    .replace(INNER_SPACE, "")
    .trim();
  return aliases.pattern ? plain.replace(aliases.pattern, (found) => aliases.targets.get(found) ?? found) : plain;
}

/** Zero-width and control characters removed; line ends and tabs become spaces. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, (character) => (/\s|\u0085/.test(character) ? " " : ""));
}

/** Hiragana as katakana, so that ぱわーあっぷ and パワーアップ are one term. Length is kept. */
export function foldKana(text: string): string {
  return text.replace(/[\u3041-\u3096]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0x60));
}

/** A target that contains its own source ("賃上" → "賃上げ") is not replaced again where it already stands. */
function loadAliases(): { targets: Map<string, string>; pattern: RegExp | undefined } {
  const file = new URL("./aliases.json", import.meta.url);
  const groups = Aliases.parse(JSON.parse(readFileSync(file, "utf8")));
  const targets = new Map<string, string>();
  const sources: string[] = [];
  for (const [from, to] of Object.values(groups).flat()) {
    const source = from.normalize("NFKC").toLowerCase();
    const target = to.normalize("NFKC").toLowerCase();
    targets.set(source, target);
    const rest = target.startsWith(source) ? target.slice(source.length) : "";
    // ネクシ is NEXI, but not in コネクション.
    const alone = /^[\p{Script=Katakana}ー]/u.test(source) ? "(?<![\\p{Script=Katakana}ー])" : "";
    sources.push(`${alone}${escapePattern(source)}${rest === "" ? "" : `(?!${escapePattern(rest)})`}`);
  }
  sources.sort((a, b) => b.length - a.length);
  return { targets, pattern: sources.length > 0 ? new RegExp(sources.join("|"), "gu") : undefined };
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
