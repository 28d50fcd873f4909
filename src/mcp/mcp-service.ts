import type { Assistant } from "../answer/assistant.ts";

/** What an MCP server is made of, whichever way its messages travel. */
export interface McpService {
  /** Of the program, as the handshake names it. */
  version: string;
  /** The assistant of an edition, of the newest without one; may wait for the index. Throws Problem for an unknown edition. */
  assistant(edition?: string | undefined): Promise<Assistant>;
  /** Aborts when an answer that is begun now has taken too long. */
  deadline(): AbortSignal;
  logError(error: unknown): void;
}
