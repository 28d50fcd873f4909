import type { Logger } from "pino";
import type { ChatSwitch } from "./chat-switch.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { Metrics } from "./metrics.ts";
import type { Turns } from "./turns.ts";

/** What the HTTP app needs of the program around it. */
export interface Operations {
  log: Pick<Logger, "info">;
  metrics: Metrics;
  chatSwitch: Pick<ChatSwitch, "offMessage">;
  lifecycle: Lifecycle;
  turns: Turns;
  /** Whether a language model is set and answers; undefined where none is set. */
  modelAnswers: () => boolean | undefined;
}
