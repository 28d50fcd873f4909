import { ingestDocument } from "../ingest/ingest-document.ts";
import { readDocument } from "../ingest/read-document.ts";
import { readQuestionsFile } from "../ingest/read-questions.ts";
import { Catalogue } from "../src/retrieval/catalogue.ts";
import { REAL_DOCUMENT } from "./ingest-documents.ts";

/** The real document with its questions and readings, without model and index: for what only looks up, counts and sorts. */
export const realCatalogue = async (): Promise<Catalogue> =>
  new Catalogue(ingestDocument(await readDocument(REAL_DOCUMENT), await readQuestionsFile(REAL_DOCUMENT)));
