import type { Message } from "../question/read-history.ts";
import type { Language } from "../question/read-language.ts";
import type { Answer } from "./answer.ts";
import type { Assistant } from "./assistant.ts";

export interface AnsweredQuestion {
  question: string;
  answer: Answer;
}

/**
 * Answers the questions of one conversation one after the other, each with all before it as its history. An aborted
 * `signal` stops the work and rejects with its reason.
 */
export async function answerInTurn(
  assistant: Assistant,
  questions: readonly string[],
  language: Language | undefined,
  signal?: AbortSignal,
): Promise<AnsweredQuestion[]> {
  const answered: AnsweredQuestion[] = [];
  for (const question of questions) {
    const history = answered.flatMap(({ question: asked, answer }): Message[] => [
      { role: "user", content: asked },
      {
        role: "assistant",
        content: answer.answer,
        citations: [...new Set(answer.citations.map(({ measureId }) => measureId))],
      },
    ]);
    const messages: Message[] = [...history, { role: "user", content: question }];
    answered.push({ question, answer: await assistant.ask({ messages, language }, signal) });
  }
  return answered;
}
