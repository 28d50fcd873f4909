/** The package's public surface: what `import … from "shisaku-navi"` gives. */
export { type Pooling, TransformersEmbedder, type TransformersEmbedderOptions } from "../index/embedder.ts";
export type { Answer, AnswerKind } from "./answer/answer.ts";
export type { AnswerEvent } from "./answer/answer-events.ts";
export type { AskRequest } from "./answer/assistant.ts";
export type { Citation } from "./answer/citation.ts";
export type { AnswerInput, ChatInput } from "./langchain/answer-input.ts";
export { AnswerRunnable } from "./langchain/answer-runnable.ts";
export { AnswerTextRunnable } from "./langchain/answer-text-runnable.ts";
export { toAIMessage } from "./langchain/chat-messages.ts";
export { type LoadOptions, loadShisakuNavi, type ShisakuNavi } from "./langchain/load-shisaku-navi.ts";
export type { MeasureMetadata } from "./langchain/measure-metadata.ts";
export { type FoundMeasure, MeasureRetriever, type MeasureRetrieverOptions } from "./langchain/measure-retriever.ts";
export { NormalisingEmbedder } from "./langchain/normalising-embedder.ts";
export type { PassageConditions, PassageFilter } from "./langchain/passage-filter.ts";
export {
  type AddOptions,
  PassageVectorStore,
  type PassageVectorStoreOptions,
} from "./langchain/passage-vector-store.ts";
export type { Company } from "./match/read-company.ts";
export type { Message } from "./question/read-history.ts";
export type { Filters } from "./retrieval/filters.ts";
