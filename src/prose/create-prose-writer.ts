import type { Settings } from "../config.ts";
import { languageModel } from "./language-model.ts";
import { ModelGate } from "./model-gate.ts";
import { type ProseObserver, ProseWriter } from "./prose-writer.ts";

const FAILURES_IN_ROW = 3;
const PAUSE_MS = 30_000;

const UNOBSERVED: ProseObserver = { ended: () => {}, withheld: () => {}, tokens: () => {} };

/** The writer that the settings ask for; undefined where they name no language model. One for the program: it counts the day's tokens. */
export function createProseWriter(settings: Settings, observer = UNOBSERVED): ProseWriter | undefined {
  const model = languageModel(settings);
  if (!model) return undefined;
  const limits = { tokensPerDay: settings.LLM_TOKENS_PER_DAY, failures: FAILURES_IN_ROW, pauseMs: PAUSE_MS };
  return new ProseWriter({
    model,
    gate: new ModelGate(limits, () => Date.now()),
    timeoutMs: settings.LLM_TIMEOUT_MS,
    firstTextMs: settings.LLM_FIRST_TEXT_MS,
    observer,
    clock: () => performance.now(),
  });
}
