import type { Assistant } from "../answer/assistant.ts";
import type { Assets } from "../client-assets.ts";
import type { Settings } from "../config.ts";
import type { FeedbackStore } from "../feedback/feedback-store.ts";
import type { Library } from "../load-library.ts";
import type { WidgetFiles } from "../widget-files.ts";
import { Problem } from "./problem.ts";

/** What the HTTP app is made of. `library` is undefined while it loads. */
export interface Dependencies {
  settings: Pick<
    Settings,
    "PUBLIC_URL" | "BASE_PATH" | "ALLOWED_ORIGINS" | "ASKS_PER_MINUTE" | "READS_PER_MINUTE" | "DOCUMENT_URL"
  >;
  library: () => Library | undefined;
  assets: Assets;
  widget: () => Promise<WidgetFiles>;
  /** Acknowledges what is on the disk; throws what the file system throws. */
  feedback: Pick<FeedbackStore, "add">;
  logError: (error: unknown) => void;
}

/** The assistant of the wanted edition. Throws Problem 503 while loading, 404 for an unknown edition. */
export function assistantOf(dependencies: Dependencies, edition: string | undefined): Assistant {
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
