import type { Extraction } from "./extraction.ts";

/**
 * The question as it stands alone: one that hangs on the conversation is led by the measure it was found to be about, and
 * by the question before it. Done by what search found, not by the model: that is measured, costs no second wait, and gives
 * the history no way to speak to the model.
 */
export function rewriteFollowUp(extraction: Extraction): { extraction: Extraction; question: string } {
  const { context, conversation, draft } = extraction;
  const { question } = context.understanding;
  const [best] = draft.measures;
  const measure =
    best !== undefined && conversation.focus.includes(best) ? context.catalogue.measures.get(best) : undefined;
  return {
    extraction,
    question: measure ? `施策${measure.number}「${measure.title}」について: ${question}` : question,
  };
}
