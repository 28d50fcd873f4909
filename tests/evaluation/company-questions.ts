import type { z } from "zod";
import type { Assistant } from "../../src/answer/assistant.ts";
import { Company } from "../../src/match/read-company.ts";
import { EvaluationQuestion, readLines } from "./read-questions.ts";
import { percent } from "./summarise.ts";

/** A short question and who asks it: which measures truly fit. */
const CompanyQuestion = EvaluationQuestion.extend({ company: Company });
type CompanyQuestion = z.infer<typeof CompanyQuestion>;

const COMPANY_FILE = new URL("./company-questions.jsonl", import.meta.url);
const CITED = 3;

/** How often a measure that fits is cited first, and among the first three, without and with the profile. */
export async function companyLine(assistant: Assistant): Promise<string> {
  const questions = readLines(COMPANY_FILE).map((line) => CompanyQuestion.parse(line));
  const [without, withCompany] = [await shares(assistant, questions, false), await shares(assistant, questions, true)];
  return `company (${questions.length}): a measure that fits cited first ${percent(without.first)} → ${percent(withCompany.first)} %, among the first three ${percent(without.three)} → ${percent(withCompany.three)} %`;
}

async function shares(
  assistant: Assistant,
  questions: readonly CompanyQuestion[],
  given: boolean,
): Promise<{ first: number; three: number }> {
  const counts = { first: 0, three: 0 };
  for (const { question, company, gold } of questions) {
    const messages = [{ role: "user" as const, content: question }];
    const { citations } = await assistant.ask({ messages, company: given ? company : undefined });
    const cited = Array.from(new Set(citations.map(({ measureId }) => measureId))).slice(0, CITED);
    if (gold.includes(cited[0] ?? "")) counts.first += 1;
    if (cited.some((id) => gold.includes(id))) counts.three += 1;
  }
  return { first: counts.first / questions.length, three: counts.three / questions.length };
}
