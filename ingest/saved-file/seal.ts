import { createHash } from "node:crypto";
import { SavedFileError } from "./saved-file-error.ts";

/*
 * A sealed file is one JSON object whose first members tell whether the rest is what was written:
 *
 *   {"sha256":"<64 hex digits>","bytes":4226400,"format":5,"edition":"2025-02",…}
 *                               └───────────── what the checksum is over ───────┘
 *                                               └──────── so many bytes ────────┘
 *
 * Later formats must keep this head, or an older program could not tell them from damage.
 */
const HEAD = /^\{"sha256":"([0-9a-f]{64})",("bytes":(\d{1,12}),)"format":(\d{1,9})[,}]/u;
const SEALED_FROM = '{"sha256":"'.length + 64 + '",'.length;
/** Longer than any head. */
const HEAD_BYTES = 128;
/** How files began before they had a checksum. */
const UNSEALED = /^\{"format":\d/u;

export interface Sealed {
  readonly text: string;
  readonly sha256: string;
}

/** The text of a file that holds the value, which is plain data, and its checksum. */
export const seal = ({ format, ...content }: { readonly format: number }): Sealed =>
  sealMembers(JSON.stringify({ format, ...content }).slice(1));

/** `members`: the JSON of an object whose first member is its format, without the opening brace. */
export function sealMembers(members: string): Sealed {
  const sealed = `"bytes":${Buffer.byteLength(members)},${members}`;
  const sha256 = createHash("sha256").update(sealed).digest("hex");
  return { text: `{"sha256":"${sha256}",${sealed}`, sha256 };
}

/**
 * The checksum of bytes that are a whole file as it was written, in this format; nothing is parsed. Throws SavedFileError
 * empty, truncated, damaged, foreign, older, newer.
 */
export function checkSeal(path: string, bytes: Buffer, format: number): string {
  if (bytes.length === 0) throw new SavedFileError("empty", path);
  const start = bytes.toString("latin1", 0, HEAD_BYTES);
  const head = HEAD.exec(start);
  if (!head) throw new SavedFileError(faultOfStart(start, bytes.length), path);
  const [, sha256 = "", length = "", count, written] = head;
  if (bytes.length - SEALED_FROM - length.length < Number(count)) throw new SavedFileError("truncated", path);
  const actual = createHash("sha256").update(bytes.subarray(SEALED_FROM)).digest("hex");
  if (actual !== sha256) throw new SavedFileError("damaged", path);
  if (Number(written) !== format) throw new SavedFileError(Number(written) < format ? "older" : "newer", path);
  return sha256;
}

/** What a file without a head is. */
function faultOfStart(start: string, length: number): "older" | "truncated" | "damaged" | "foreign" {
  if (UNSEALED.test(start)) return "older";
  if ('{"sha256":"'.startsWith(start.slice(0, 11))) return length < HEAD_BYTES ? "truncated" : "damaged";
  return "foreign";
}
