import { Console } from "node:console";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import type { Settings } from "../config.ts";
import { assistantOf } from "../http/service.ts";
import { type Library, loadLibrary } from "../load-library.ts";
import { packageVersion } from "../package-version.ts";
import { createMcpServer } from "./create-mcp-server.ts";

/**
 * Serves one client over standard input and output until either closes. The handshake and the lists that need no document
 * are answered at once, everything else when the index is loaded. Nothing but the protocol goes to standard output.
 * Rejects when the library cannot be loaded.
 */
export async function serveStdio(settings: Settings): Promise<void> {
  // Whatever a library prints by console must not come between the messages.
  globalThis.console = new Console(process.stderr, process.stderr);
  let library: Library | undefined;
  let wanted = false;
  const loading = loadLibrary(settings, (message) => console.error(message)).then((loaded) => {
    library = loaded;
  });
  const server = createMcpServer({
    version: packageVersion(),
    assistant: async (edition) => {
      wanted = true;
      await loading;
      return assistantOf({ library: () => library }, edition);
    },
    deadline: () => AbortSignal.timeout(settings.ANSWER_TIMEOUT_MS),
    logError: (error) => console.error(error),
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => process.exit(0));
  // The client is gone, and with it whoever could read.
  process.stdout.on("error", () => process.exit(0));
  // What was asked before the end is still answered: then nothing is left to do and the process ends by itself. Only an
  // index that nobody waits for would keep it.
  process.stdin.on("end", () => {
    if (library === undefined && !wanted) process.exit(0);
  });
  await server.connect(new StdioServerTransport());
  await loading;
}
