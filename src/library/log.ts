import { IngestError } from "../../ingest/ingest-error.ts";
import { SavedFileError } from "../../ingest/saved-file/saved-file-error.ts";

/** What a line is about, for logs that are searched. */
export interface LogDetails {
  readonly level: "info" | "warn" | "error";
  /** "saved_file_damaged", "file_not_found", "EACCES"; "failed" where what was thrown has none. */
  readonly code: string;
}

/** Told what happens while a library is loaded, in sentences for the person who runs the program; details where something is wrong. */
export type Log = (message: string, details?: LogDetails) => void;

/** Says what went wrong (for a saved file: which, and what is wrong with it) and what happens now. */
export function logFault(log: Log, error: unknown, consequence: string, level?: LogDetails["level"]): void {
  const { code = "failed" } = error as { code?: string };
  const isOrdinary = error instanceof SavedFileError && !error.isDamage;
  log(`[${code}] ${sentenceOf(error)} → ${consequence}`, { level: level ?? (isOrdinary ? "info" : "warn"), code });
}

function sentenceOf(error: unknown): string {
  if (error instanceof IngestError) return `${error.japanese} / ${error.english}`;
  if (!(error instanceof Error)) return String(error);
  // Nobody foresaw what has no code: where it came from is then all there is to go by.
  return "code" in error ? error.message : (error.stack ?? error.message);
}
