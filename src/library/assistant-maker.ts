import { randomUUID } from "node:crypto";
import { chooseVectorIndex } from "../../index/choose-vector-index.ts";
import type { TransformersEmbedder } from "../../index/embedder.ts";
import { loadGlossary } from "../../index/glossary.ts";
import type { Assistant } from "../answer/assistant.ts";
import { type AnsweringInTurn, AssistantInTurn } from "../answer/assistant-in-turn.ts";
import { loadJudgement } from "../answer/judge-question.ts";
import type { Settings } from "../config.ts";
import { Catalogue } from "../retrieval/catalogue.ts";
import { HybridSearch } from "../retrieval/hybrid-search.ts";
import type { PreparedEdition } from "./edition-files.ts";
import type { Log } from "./log.ts";

/** Makes assistants that share the embedder, the glossary and the judgement; each has the search over its own edition. */
export function assistantMaker(
  settings: Settings,
  embedder: TransformersEmbedder,
  answering: AnsweringInTurn,
  log: Log,
): (prepared: PreparedEdition) => Promise<Assistant> {
  const glossary = loadGlossary();
  const options = {
    linkTo: (path: string): string => `${settings.PUBLIC_URL}${settings.BASE_PATH}${path}`,
    judgement: loadJudgement(),
    newId: (): string => randomUUID(),
    clock: (): number => performance.now(),
    ...answering,
  };
  return async ({ collection, index }) => {
    const vectorIndex = await chooseVectorIndex(settings.VECTOR_INDEX);
    const search = new HybridSearch(new Catalogue(collection), index, vectorIndex, embedder, glossary);
    await search.prepare();
    log(`版 ${collection.edition}: ${collection.measures.length}施策、ベクトル索引 ${vectorIndex.name}`);
    return new AssistantInTurn(search, options);
  };
}
