import { chooseVectorIndex } from "../../index/choose-vector-index.ts";
import { TransformersEmbedder } from "../../index/embedder.ts";
import type { Assistant } from "../answer/assistant.ts";
import { readSettings } from "../config.ts";
import { type Log, loadLibrary } from "../load-library.ts";
import { AnswerRunnable } from "./answer-runnable.ts";
import { libraryPassages } from "./library-passages.ts";
import type { LinkTo } from "./measure-metadata.ts";
import { MeasureRetriever, type MeasureRetrieverOptions } from "./measure-retriever.ts";
import { NormalisingEmbedder } from "./normalising-embedder.ts";
import { PassageVectorStore } from "./passage-vector-store.ts";

/** Of the edition that the others do not name: the newest. */
export interface ShisakuNavi {
  /** Newest first. */
  editions: readonly string[];
  /** Vectors as the index has them. */
  embedder: NormalisingEmbedder;
  /** A new one each time. Throws on an unknown edition. */
  retriever(options?: MeasureRetrieverOptions & { edition?: string }): MeasureRetriever;
  /** The passages of the edition; adding to it changes nothing else. */
  vectorStore: PassageVectorStore;
  answer: AnswerRunnable;
}

export interface LoadOptions {
  /** Instead of the newest. */
  edition?: string;
  /** Told what takes a while: the first load ingests the document and builds its index. Nobody without it. */
  log?: Log;
}

/**
 * All that `npm start` serves, for LangChain. `environment` holds the settings of the README by name, those of the program or a few of
 * them; without any it is as the server is by default. Throws SettingsError, IngestError, EmbedderError, and on an unknown edition.
 */
export async function loadShisakuNavi(
  environment: Readonly<Record<string, string | undefined>> = {},
  { edition, log = () => {} }: LoadOptions = {},
): Promise<ShisakuNavi> {
  const settings = readSettings(environment);
  const library = await loadLibrary(settings, log);
  const assistantOf = (wanted: string | undefined): Assistant => {
    const assistant = library.assistant(wanted);
    if (assistant) return assistant;
    throw new Error(`no edition ${wanted ?? ""}; there is ${library.editions.join(", ")}`);
  };
  const embedder = new NormalisingEmbedder(
    await TransformersEmbedder.load({
      model: settings.EMBEDDING_MODEL,
      localModelPath: settings.EMBEDDING_MODELS_PATH,
      allowRemoteModels: settings.EMBEDDING_REMOTE,
      queryPrefix: settings.EMBEDDING_QUERY_PREFIX,
      documentPrefix: settings.EMBEDDING_DOCUMENT_PREFIX,
    }),
  );
  const linkTo: LinkTo = (path) => `${settings.PUBLIC_URL}${settings.BASE_PATH}${path}`;
  const assistant = assistantOf(edition);
  const index = await chooseVectorIndex(settings.VECTOR_INDEX);
  return {
    editions: library.editions,
    embedder,
    retriever: ({ edition: other = edition, ...options } = {}) =>
      new MeasureRetriever({ ...options, assistant: assistantOf(other), linkTo }),
    vectorStore: await PassageVectorStore.fromPassages(libraryPassages(assistant, linkTo), embedder, { index }),
    answer: new AnswerRunnable(assistant),
  };
}
