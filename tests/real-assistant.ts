import { ExactVectorIndex } from "../index/exact-vector-index.ts";
import { loadGlossary } from "../index/glossary.ts";
import type { Collection } from "../ingest/collection.ts";
import type { Answer } from "../src/answer/answer.ts";
import { type AnswerContext, answerContext } from "../src/answer/answer-context.ts";
import { Assistant } from "../src/answer/assistant.ts";
import { loadJudgement } from "../src/answer/judge-question.ts";
import type { Message } from "../src/question/read-history.ts";
import type { Language } from "../src/question/read-language.ts";
import { understandQuestion } from "../src/question/understand-question.ts";
import { Catalogue } from "../src/retrieval/catalogue.ts";
import { HybridSearch } from "../src/retrieval/hybrid-search.ts";
import { readRealIndex } from "./read-real-index.ts";

export interface RealAssistant {
  assistant: Assistant;
  collection: Collection;
  /** One question without a conversation. */
  ask: (question: string) => Promise<Answer>;
  /** The last message is the question. */
  converse: (...messages: Message[]) => Promise<Answer>;
}

/** The assistant over the real document, with the bundled model and the shipped glossary and judgement. */
export async function buildRealAssistant(): Promise<RealAssistant> {
  const { collection, embedder, index } = await readRealIndex();
  const search = new HybridSearch(new Catalogue(collection), index, new ExactVectorIndex(), embedder, loadGlossary());
  const assistant = new Assistant(search, {
    linkTo: (path) => path,
    newId: () => "answer",
    judgement: loadJudgement(),
    clock: () => 0,
  });
  const converse = (...messages: Message[]): Promise<Answer> => assistant.ask({ messages });
  return { assistant, collection, converse, ask: (question) => converse(says(question)) };
}

export const says = (content: string): Message => ({ role: "user", content });

/** An earlier answer of the assistant; without `citations` its text alone tells what it was about. */
export const answered = (content: string, citations?: string[]): Message =>
  citations ? { role: "assistant", content, citations } : { role: "assistant", content };

/** Measures that an answer cites, in order of citation. */
export const citedBy = (answer: Answer): string[] => answer.citations.map(({ measureId }) => measureId);

/** What stands between ** and ** — at the head of a line: the figure an answer leads with; undefined without one. */
export const leadOf = (answer: Answer): string | undefined => /^\*\*([^*]+)\*\* — /mu.exec(answer.answer)?.[1];

/** What the stages of an answer are given for a question that stands alone. */
export function contextOf({ assistant }: RealAssistant, question: string, language?: Language): Promise<AnswerContext> {
  const { search } = assistant;
  const understanding = understandQuestion(question, search.catalogue, language);
  return answerContext(search, understanding, { judgement: loadJudgement(), linkTo: (path) => path });
}

/** Every figure that leads a line, with the quote behind it: what stands between ** and ** —. */
export const leadsOf = ({ answer, citations }: Answer): { lead: string; quote: string }[] =>
  Array.from(answer.matchAll(/^\s*\*\*([^*]+)\*\* — .*\[(\d+)\]/gmu), ([, lead = "", n]) => ({
    lead,
    quote: citations.find((citation) => citation.n === Number(n))?.quote ?? "",
  }));
