import { join } from "node:path";
import type { Collection } from "../../ingest/collection.ts";
import { ingestDocument } from "../../ingest/ingest-document.ts";
import { IngestError } from "../../ingest/ingest-error.ts";
import { readDocument } from "../../ingest/read-document.ts";
import { readQuestionsFile } from "../../ingest/read-questions.ts";
import { writeCollection } from "../../ingest/write-collection.ts";
import type { Settings } from "../config.ts";
import { type CollectionSource, readSource } from "./edition-files.ts";
import { type Log, logFault } from "./log.ts";

/**
 * The collection of DOCUMENT_FILE, ingested and saved, or undefined when one of those saved is of this document already.
 * Throws IngestError where the document cannot be read.
 */
export async function ingestIfNew(
  settings: Pick<Settings, "DOCUMENT_FILE" | "DATA_DIR">,
  saved: readonly CollectionSource[],
  log: Log,
): Promise<CollectionSource | undefined> {
  const document = await readDocument(settings.DOCUMENT_FILE);
  const questions = await readQuestionsFile(settings.DOCUMENT_FILE);
  const isOfDocument = ({ collection }: CollectionSource): boolean =>
    collection.document.sha256 === document.sha256 && collection.document.questionsSha256 === questions.sha256;
  if (saved.some(isOfDocument)) return undefined;
  log(`文書を読み込みます: ${document.file}`);
  return save(ingestDocument(document, questions), settings.DATA_DIR, log);
}

/** Read back, so that what is served is what a later start will find. */
async function save(collection: Collection, directory: string, log: Log): Promise<CollectionSource> {
  const folder = join(directory, collection.edition);
  try {
    await writeCollection(collection, directory);
    return await readSource(folder, "current");
  } catch (error) {
    const cause = error instanceof IngestError ? error.cause : error;
    logFault(
      log,
      cause,
      `読み込んだ文書を保存できないまま使います / serving the document without saving it (${folder})`,
    );
    return { folder, collection, generation: "current", sha256: "" };
  }
}
