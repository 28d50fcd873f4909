/** Character bigrams of a text, signs and blanks aside; a text of one character is its own bigram. */
function bigramsOf(text: string): string[] {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]/gu, "");
  const characters = Array.from(plain);
  const pairs = characters.slice(1).map((character, index) => `${characters[index]}${character}`);
  return pairs.length > 0 ? Array.from(new Set(pairs)) : [plain];
}

/** Shared bigrams / all bigrams of two texts: 1 for the same letters, 0 for none in common. */
export function likeness(one: string, other: string): number {
  const [first, second] = [new Set(bigramsOf(one)), bigramsOf(other)];
  const shared = second.filter((pair) => first.has(pair)).length;
  return shared / (first.size + second.length - shared);
}

/** Every pair of a text of `ones` and one of `others` at least as alike as `from`, as lines to read in a failing test. */
export function pairsAlike(ones: readonly string[], others: readonly string[], from: number): string[] {
  const postings = new Map<string, number[]>();
  const sizes = others.map((text, index) => {
    const pairs = bigramsOf(text);
    for (const pair of pairs) {
      const known = postings.get(pair);
      if (known) known.push(index);
      else postings.set(pair, [index]);
    }
    return pairs.length;
  });
  return ones.flatMap((text) => {
    const pairs = bigramsOf(text);
    const shared = new Map<number, number>();
    for (const pair of pairs) {
      for (const index of postings.get(pair) ?? []) shared.set(index, (shared.get(index) ?? 0) + 1);
    }
    return Array.from(shared)
      .filter(([index, count]) => count / (pairs.length + (sizes[index] ?? 0) - count) >= from)
      .map(([index]) => `${text} | ${others[index]}`);
  });
}
