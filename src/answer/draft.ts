import type { AnswerKind } from "./answer.ts";
import type { Citation } from "./citation.ts";

/** An answer before it gets its id, edition and time. */
export interface Draft {
  kind: AnswerKind;
  /** Markdown without raw HTML. */
  text: string;
  /** The end of the text where it is said of no citation: whoever writes the text anew keeps it. */
  aside?: string;
  citations: readonly Citation[];
  measures: string[];
  suggestions: string[];
}
