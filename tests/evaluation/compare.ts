import type { ScoredQuestion } from "./score-question.ts";
import { MARK_NAMES, percent, type Summary } from "./summarise.ts";

export interface EvaluationRun {
  summaries: Summary[];
  questions: ScoredQuestion[];
}

/** What moved between two runs: means by type, then every question whose marks changed. */
export function compareRuns(before: EvaluationRun, after: EvaluationRun): string[] {
  const means = after.summaries.flatMap((summary) => {
    const earlier = before.summaries.find(({ type }) => type === summary.type);
    const moved = MARK_NAMES.flatMap((mark) => {
      const [old, now] = [earlier?.means[mark], summary.means[mark]];
      return old !== undefined && now !== undefined && old !== now ? [`${mark} ${percent(old)} → ${percent(now)}`] : [];
    });
    return moved.length > 0 ? [`${summary.type}: ${moved.join(", ")}`] : [];
  });
  const questions = after.questions.flatMap((question) => {
    const earlier = before.questions.find(({ id }) => id === question.id);
    if (!earlier) return [];
    const moved = MARK_NAMES.flatMap((mark) => {
      const [old, now] = [earlier.marks[mark], question.marks[mark]];
      return typeof old === "boolean" && typeof now === "boolean" && old !== now ? [`${now ? "+" : "-"}${mark}`] : [];
    });
    return moved.length > 0
      ? [
          `  ${question.id} ${moved.join(" ")}  ${question.question.slice(0, 50)}  ${earlier.found[0] ?? ""} → ${question.found[0] ?? ""}`,
        ]
      : [];
  });
  return [...means, ...questions];
}
