/** Text reduced to what two printings of one heading share: no white space, marks, footnote numbers or width. */
export function comparable(text: string): string {
  return text
    .replace(/[\u00b9\u00b2\u00b3\u2070-\u2079]/g, "")
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** Dice coefficient of the character bigrams of two comparable texts, 0..1. */
export function similarity(a: string, b: string): number {
  const left = bigrams(comparable(a));
  const right = bigrams(comparable(b));
  if (left.size === 0 || right.size === 0) return comparable(a) === comparable(b) ? 1 : 0;
  let shared = 0;
  for (const gram of left) if (right.has(gram)) shared += 1;
  return (2 * shared) / (left.size + right.size);
}

function bigrams(text: string): Set<string> {
  const characters = Array.from(text);
  if (characters.length === 1) return new Set(characters);
  return new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`));
}
