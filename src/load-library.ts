import { join } from "node:path";
import type { Answering, Assistant } from "./answer/assistant.ts";
import type { Settings } from "./config.ts";
import { LibraryHolder } from "./library/library-holder.ts";
import type { Log } from "./library/log.ts";
import { createProseWriter } from "./prose/create-prose-writer.ts";

export type { Log } from "./library/log.ts";

/** Everything that answers, by edition. */
export interface Library {
  /** Newest first. */
  editions: readonly string[];
  /** The assistant of an edition, of the newest without one; undefined for an unknown edition. */
  assistant(edition?: string): Assistant | undefined;
}

/**
 * Loads every edition of DATA_DIR; ingests the document first when its collection is absent or of another document, and
 * builds an index when it is absent or stale. Its assistants write prose where the settings name a
 * language model. Throws IngestError, EmbedderError,
 * NothingToServeError.
 */
export const loadLibrary = (
  settings: Settings,
  log: Log,
  answering: Answering = { prose: createProseWriter(settings) },
): Promise<Library> => new LibraryHolder(settings, log, answering).load();

export const indexPath = (directory: string, edition: string): string => join(directory, edition, "index.json");
