import { seal, sealMembers } from "../../ingest/saved-file/seal.ts";

/** One thing that happens to files: `of` gives what is then there instead of the good bytes. */
export interface Corruption {
  what: string;
  of: (good: Buffer) => Buffer;
}

/** `count` times another bit of another byte, anywhere in the file. */
export const flippedBytes = (count: number, random: () => number): Corruption[] =>
  Array.from({ length: count }, () => {
    const place = random();
    const bit = Math.floor(random() * 8);
    return {
      what: `bit ${bit} flipped at ${(place * 100).toFixed(3)} %`,
      of: (good) => {
        const bytes = Buffer.from(good);
        const offset = Math.floor(place * bytes.length);
        bytes[offset] = bytes[offset]! ^ (1 << bit);
        return bytes;
      },
    };
  });

/** Every length in and around the head, all but the last bytes, and `count` anywhere. */
export function truncations(count: number, random: () => number): Corruption[] {
  const atHead = [0, 1, 2, 10, 11, 12, 75, 76, 77, 78, 85, 92, 93, 94, 100, 104, 105, 127, 128, 129];
  const anywhere = Array.from({ length: count }, () => random());
  return [
    ...atHead.map((length) => cutTo(`cut to ${length} bytes`, () => length)),
    ...[1, 2, 100].map((fewer) => cutTo(`cut by ${fewer} bytes`, (length) => length - fewer)),
    ...anywhere.map((place) => cutTo(`cut to ${(place * 100).toFixed(3)} %`, (length) => Math.floor(length * place))),
  ];
}

const cutTo = (what: string, lengthOf: (length: number) => number): Corruption => ({
  what,
  of: (good) => Buffer.from(good.subarray(0, lengthOf(good.length))),
});

/** Written by an earlier release or a later one; the checksum is right where that release has one. */
export const otherVersions: Corruption[] = [
  ...[0, 1, 2].map((format) => ({ what: `format ${format}`, of: (good: Buffer) => withFormat(good, () => format) })),
  ...[1, 2, 994].map((more) => ({
    what: `format + ${more}`,
    of: (good: Buffer) => withFormat(good, (format) => format + more),
  })),
  {
    what: "of a release without checksums",
    of: (good) => {
      const { sha256: _, bytes: __, ...content } = contentOf(good);
      return Buffer.from(JSON.stringify(content));
    },
  },
];

const contentOf = (good: Buffer): { format: number; sha256: string; bytes: number } => JSON.parse(good.toString());

function withFormat(good: Buffer, formatOf: (format: number) => number): Buffer {
  const { sha256: _, bytes: __, format, ...content } = contentOf(good);
  return Buffer.from(seal({ format: formatOf(format), ...content }).text);
}

const nested = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;
/** With the checksum of a text that no program of ours would write. */
const sealedWith = (good: Buffer, member: string): Buffer =>
  Buffer.from(sealMembers(`"format":${contentOf(good).format},${member}}`).text);

/** Other content altogether, some of it meant to bring a parser down. */
export const otherContent: Corruption[] = [
  { what: "JSON of something else", of: () => Buffer.from("[]") },
  { what: "null", of: () => Buffer.from("null") },
  { what: "a page of HTML", of: () => Buffer.from("<html><body>502 Bad Gateway</body></html>") },
  { what: "nothing but zeros", of: (good) => Buffer.alloc(good.length) },
  { what: "its own content twice", of: (good) => Buffer.concat([good, good]) },
  { what: "in UTF-16", of: (good) => Buffer.from(good.toString(), "utf16le") },
  { what: "with a byte order mark", of: (good) => Buffer.concat([Buffer.from("\uFEFF"), good]) },
  { what: "brackets 1,000,000 deep", of: () => Buffer.from(nested(1_000_000)) },
  { what: "sealed brackets 1,000,000 deep", of: (good) => sealedWith(good, `"entries":${nested(1_000_000)}`) },
  { what: "a sealed string of 50 MB", of: (good) => sealedWith(good, `"entries":"${"a".repeat(50_000_000)}"`) },
  { what: "sealed with __proto__", of: (good) => sealedWith(good, '"__proto__":{"entries":[]}') },
  { what: "sealed and empty", of: (good) => Buffer.from(seal({ format: contentOf(good).format }).text) },
  { what: "sealed and no JSON", of: (good) => sealedWith(good, "entries") },
];
