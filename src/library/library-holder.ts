import { basename } from "node:path";
import { TransformersEmbedder } from "../../index/embedder.ts";
import { IngestError } from "../../ingest/ingest-error.ts";
import { SavedFileError } from "../../ingest/saved-file/saved-file-error.ts";
import { sweepTemporaryFiles } from "../../ingest/temporary-files.ts";
import type { AnsweringInTurn } from "../answer/assistant-in-turn.ts";
import type { Settings } from "../config.ts";
import type { Library } from "../load-library.ts";
import { assistantMaker } from "./assistant-maker.ts";
import { type CollectionSource, editionFolders, fingerprintOf } from "./edition-files.ts";
import { ingestIfNew } from "./ingest-at-start.ts";
import { type Log, logFault } from "./log.ts";
import { type EditionTools, openEdition, reopenEdition, type ServedEdition, sourceOrFault } from "./open-edition.ts";
import { watchChanges } from "./watch-changes.ts";

type Sources = Map<string, CollectionSource | SavedFileError>;

/**
 * The library that is served. `load` makes it; `reload` puts another in its place once that is complete, so that requests
 * that have begun end with the assistant they began with, and what cannot be used never replaces what can.
 */
export class LibraryHolder {
  readonly #settings: Settings;
  readonly #log: Log;
  readonly #answering: AnsweringInTurn;
  #tools: EditionTools | undefined;
  #served: ReadonlyMap<string, ServedEdition> = new Map();
  #library: Library | undefined;
  #reloading: Promise<void> = Promise.resolve();

  constructor(settings: Settings, log: Log, answering: AnsweringInTurn = {}) {
    this.#settings = settings;
    this.#log = log;
    this.#answering = answering;
  }

  /** Undefined until `load` has ended. */
  get library(): Library | undefined {
    return this.#library;
  }

  /** Newest edition first. */
  get served(): readonly ServedEdition[] {
    return editionsOf(this.#served).flatMap((edition) => this.#served.get(edition) ?? []);
  }

  /**
   * Every edition of DATA_DIR, DOCUMENT_FILE's among them; what is absent or of no use is made anew. Where that fails, what
   * was saved before is served, and the log says so. Throws IngestError, EmbedderError, NothingToServeError.
   */
  async load(): Promise<Library> {
    const embedding = loadEmbedder(this.#settings);
    // Awaited below; until then nobody would hear of its failure.
    embedding.catch(() => {});
    const sources = await this.#currentSources();
    const problem = await this.#ingest(sources);
    const embedder = await embedding;
    const makeAssistant = assistantMaker(this.#settings, embedder, this.#answering, this.#log);
    this.#tools = { embedder, makeAssistant, log: this.#log };
    const served = new Map<string, ServedEdition>();
    for (const [folder, current] of sources) {
      const edition = await openEdition(folder, current, this.#tools);
      if (edition) served.set(edition.edition, edition);
    }
    if (served.size === 0) throw problem ?? new NothingToServeError(this.#settings.DATA_DIR);
    if (problem) {
      logFault(this.#log, problem, "保存してある版だけを使います / only the saved editions are served", "error");
    }
    return this.#serve(served);
  }

  /**
   * Takes in what has changed in DATA_DIR, one reload after another. Never throws: what cannot be used is named in the
   * log, and what is served stays. An edition whose folder has gone stays until the next start.
   */
  reload(): Promise<void> {
    this.#reloading = this.#reloading.then(() => this.#reloadNow());
    return this.#reloading;
  }

  /** Reloads whenever a collection or index of DATA_DIR was replaced. Returns what stops it. */
  watch(intervalMs?: number): () => void {
    const fingerprint = (): Promise<string> => fingerprintOf(this.#settings.DATA_DIR);
    return watchChanges(fingerprint, () => this.reload(), intervalMs);
  }

  async #currentSources(): Promise<Sources> {
    const sources: Sources = new Map();
    for (const folder of await editionFolders(this.#settings.DATA_DIR)) {
      const swept = await sweepTemporaryFiles(folder);
      if (swept.length > 0) this.#log(`書きかけの一時ファイルを片づけました / swept: ${swept.join(", ")}`);
      sources.set(folder, await sourceOrFault(folder, "current"));
    }
    return sources;
  }

  /** Puts the document's collection in its folder's place. Gives why the document cannot be read, where it cannot. */
  async #ingest(sources: Sources): Promise<IngestError | undefined> {
    try {
      const usable = Array.from(sources.values()).flatMap((source) => (source instanceof SavedFileError ? [] : source));
      const ingested = await ingestIfNew(this.#settings, usable, this.#log);
      if (!ingested) return undefined;
      const fault = sources.get(ingested.folder);
      if (fault instanceof SavedFileError && fault.fault !== "missing")
        logFault(this.#log, fault, "文書から作り直しました / made anew from the document");
      sources.set(ingested.folder, ingested);
      return undefined;
    } catch (error) {
      if (error instanceof IngestError) return error;
      throw error;
    }
  }

  async #reloadNow(): Promise<void> {
    if (!this.#tools) return;
    const served = new Map(this.#served);
    for (const folder of await editionFolders(this.#settings.DATA_DIR)) {
      const edition = await reopenEdition(folder, served.get(basename(folder)), this.#tools);
      if (edition) served.set(edition.edition, edition);
    }
    const changed = editionsOf(served).filter((edition) => served.get(edition) !== this.#served.get(edition));
    if (changed.length === 0) return;
    this.#serve(served);
    this.#log(`入れ替えました / reloaded: ${changed.join(", ")}`);
  }

  #serve(served: ReadonlyMap<string, ServedEdition>): Library {
    const editions = editionsOf(served);
    this.#served = served;
    this.#library = { editions, assistant: (edition) => served.get(edition ?? editions[0] ?? "")?.assistant };
    return this.#library;
  }
}

/** Why stands in the log, file by file. */
export class NothingToServeError extends Error {
  override readonly name = "NothingToServeError";
  readonly code = "nothing_to_serve";
  readonly hint =
    "上の行が示すファイルを確かめてください。DATA_DIR の版のフォルダを消すと、次の起動で作り直します。 / See the lines above; an edition's folder that is removed is made anew.";

  constructor(directory: string) {
    super(`出せる版がありません / there is no edition that can be served: ${directory}`);
  }
}

/** Newest first. */
const editionsOf = (served: ReadonlyMap<string, ServedEdition>): string[] => Array.from(served.keys()).sort().reverse();

const loadEmbedder = (settings: Settings): Promise<TransformersEmbedder> =>
  TransformersEmbedder.load({
    model: settings.EMBEDDING_MODEL,
    localModelPath: settings.EMBEDDING_MODELS_PATH,
    allowRemoteModels: settings.EMBEDDING_REMOTE,
    queryPrefix: settings.EMBEDDING_QUERY_PREFIX,
    documentPrefix: settings.EMBEDDING_DOCUMENT_PREFIX,
  });
