/** Why a document was refused. Stable: scripts may test for them. */
export type IngestErrorCode =
  | "file_not_found"
  | "file_unreadable"
  | "file_too_large"
  | "file_empty"
  | "file_binary"
  | "file_not_utf8"
  | "unknown_document_kind"
  | "document_truncated"
  | "measure_count_mismatch"
  | "questions_invalid"
  | "output_not_writable";

/** A refusal: one sentence in Japanese, one in English, and what to do. Nothing has been written when it is thrown. */
export class IngestError extends Error {
  readonly code: IngestErrorCode;
  readonly japanese: string;
  readonly english: string;
  readonly hint: string;

  constructor(code: IngestErrorCode, sentences: { japanese: string; english: string; hint: string }, cause?: unknown) {
    super(`${code}: ${sentences.english}`, { cause });
    this.name = "IngestError";
    this.code = code;
    this.japanese = sentences.japanese;
    this.english = sentences.english;
    this.hint = sentences.hint;
  }
}
