import type { Assistant } from "../answer/assistant.ts";
import type { Assets } from "../client-assets.ts";
import type { Settings } from "../config.ts";
import type { FeedbackStore } from "../feedback/feedback-store.ts";
import type { Library } from "../load-library.ts";
import type { Deadline } from "../operations/deadline.ts";
import type { Operations } from "../operations/operations.ts";
import type { WidgetFiles } from "../widget-files.ts";
import { Problem, toProblem } from "./problem.ts";

/** What the HTTP app is made of. `library` is undefined while it loads. */
export interface Dependencies {
  settings: Settings;
  library: () => Library | undefined;
  assets: Assets;
  widget: () => Promise<WidgetFiles>;
  /** Acknowledges what is on the disk; throws what the file system throws. */
  feedback: Pick<FeedbackStore, "add">;
  operations: Operations;
  logError: (error: unknown) => void;
}

/** Begun now: aborts when an answer has taken too long, or the program ends. The reasons are for the client. */
export const answerDeadline = ({ settings, operations }: Pick<Dependencies, "settings" | "operations">): Deadline =>
  operations.lifecycle.begin(settings.ANSWER_TIMEOUT_MS);

/** Works until the deadline, or the client leaves. Rejects with a Problem, or what the work throws. */
export async function inTime<Result>(
  dependencies: Pick<Dependencies, "settings" | "operations">,
  leaving: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const deadline = answerDeadline(dependencies);
  try {
    return await work(AbortSignal.any([leaving, deadline.signal]));
  } catch (error) {
    // Nobody reads it; without it the log would have a fault for every reader who closes a page.
    if (leaving.aborted)
      throw new Problem(408, "client_left", "答えの前に接続が切れました。", "もう一度お試しください。");
    throw error;
  } finally {
    deadline.done();
  }
}

/** What the client is told of what was thrown, counted. What was not meant for it is logged too. */
export function problemOf(
  error: unknown,
  { logError, operations }: Pick<Dependencies, "logError" | "operations">,
): Problem {
  const problem = toProblem(error, logError);
  operations.metrics.addProblem(problem.code);
  return problem;
}

/** The assistant of the wanted edition. Throws Problem 503 while loading, 404 for an unknown edition. */
export function assistantOf(dependencies: Pick<Dependencies, "library">, edition: string | undefined): Assistant {
  const library = dependencies.library();
  if (!library) throw new Problem(503, "not_ready", "準備中です。", "数秒待ってからもう一度お試しください。", 3);
  const assistant = library.assistant(edition);
  if (!assistant) {
    throw new Problem(
      404,
      "unknown_edition",
      `版 ${edition ?? ""} はありません。`,
      `ある版: ${library.editions.join("、")}`,
    );
  }
  return assistant;
}
