import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import Encoding from "encoding-japanese";
import { IngestError } from "./ingest-error.ts";

export interface SourceDocument {
  file: string;
  /** The whole file, line ends as "\n", without byte order mark. All offsets of later stages point into it. */
  text: string;
  sha256: string;
}

export const MAXIMUM_BYTES = 50 * 1024 * 1024;

/** Reads a UTF-8 text file whole. Throws IngestError for what is no such text. */
export async function readDocument(path: string): Promise<SourceDocument> {
  const bytes = await readBytes(path);
  const file = basename(path);
  if (bytes.length === 0) throw emptyFile(file);
  const utf16 = hasUtf16Mark(bytes);
  if (!utf16 && looksBinary(bytes)) throw binaryFile(file, bytes);
  const decoded = utf16 ? undefined : decodeUtf8(bytes);
  if (decoded === undefined) {
    const encoding = utf16 ? "UTF-16" : detectedEncoding(bytes);
    throw new IngestError("file_not_utf8", {
      japanese: `「${file}」は UTF-8 ではありません(${encoding} のようです)。`,
      english: `"${file}" is not UTF-8; it looks like ${encoding}.`,
      hint: `UTF-8 で保存し直してください。例: iconv -f ${encoding} -t UTF-8 元 > 先 / Save it as UTF-8.`,
    });
  }
  if (decoded.trim() === "") throw emptyFile(file);
  return {
    file,
    text: decoded.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"),
    sha256: createHash("sha256").update(bytes).digest("hex"),
  };
}

async function readBytes(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size > MAXIMUM_BYTES) throw tooLarge(path, size);
    return await readFile(path);
  } catch (error) {
    if (error instanceof IngestError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    throw new IngestError(
      missing ? "file_not_found" : "file_unreadable",
      {
        japanese: missing ? `ファイルが見つかりません: ${path}` : `ファイルを読めません: ${path}`,
        english: missing ? `No such file: ${path}` : `The file cannot be read: ${path}`,
        hint: "パスと読み取り権限を確かめてください。 / Check the path and its permissions.",
      },
      error,
    );
  }
}

function tooLarge(path: string, size: number): IngestError {
  const megabytes = (size / 1024 / 1024).toFixed(0);
  return new IngestError("file_too_large", {
    japanese: `「${basename(path)}」は ${megabytes} MB あり、上限の 50 MB を超えています。`,
    english: `"${basename(path)}" has ${megabytes} MB; the limit is 50 MB.`,
    hint: "文書の本文だけのファイルにしてください。 / Reduce the file to the document's text.",
  });
}

function emptyFile(file: string): IngestError {
  return new IngestError("file_empty", {
    japanese: `「${file}」は空です。`,
    english: `"${file}" is empty.`,
    hint: "文書の本文が入ったテキストファイルを指定してください。 / Give the text file that holds the document.",
  });
}

function binaryFile(file: string, bytes: Buffer): IngestError {
  const pdf = bytes.subarray(0, 5).toString("latin1") === "%PDF-";
  return new IngestError("file_binary", {
    japanese: `「${file}」は${pdf ? " PDF" : "バイナリファイル"}で、テキストとして読めません。`,
    english: `"${file}" is ${pdf ? "a PDF" : "a binary file"}, not text.`,
    hint: "文書を UTF-8 のテキスト(.txt / .md)に書き出してから指定してください。 / Export the document as UTF-8 text first.",
  });
}

const hasUtf16Mark = (bytes: Buffer): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);

/** NUL never occurs in text; a share of other control characters above one in a hundred does not either. ESC belongs to ISO-2022-JP. */
function looksBinary(bytes: Buffer): boolean {
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-") return true;
  const head = bytes.subarray(0, 65_536);
  let control = 0;
  for (const byte of head) {
    if (byte === 0) return true;
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c && byte !== 0x1b) control += 1;
  }
  return control > head.length / 100;
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    // ISO-2022-JP is seven-bit and so valid UTF-8: its escape sequences give it away.
    return text.includes("\u001b$") ? undefined : text;
  } catch {
    return undefined;
  }
}

function detectedEncoding(bytes: Buffer): string {
  const names: Record<string, string> = { SJIS: "Shift_JIS", EUCJP: "EUC-JP", JIS: "ISO-2022-JP", UTF16: "UTF-16" };
  // Whole lines only: half a character at the end would look like no encoding at all.
  const head = bytes.subarray(0, 200_000);
  const found = Encoding.detect(head.subarray(0, head.lastIndexOf(0x0a) + 1 || head.length), ["JIS", "EUCJP", "SJIS"]);
  return (found && (names[found] ?? found)) || "不明 (unknown)";
}
