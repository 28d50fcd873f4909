import type { Server } from "node:http";
import { stoppingProblem } from "../http/admit-questions.ts";
import type { Lifecycle } from "./lifecycle.ts";
import { OpenSockets } from "./open-sockets.ts";

/** After the signal: a load balancer asks /readyz once more before the door closes; what has begun may take this long to end. */
const GRACE_MS = { closing: 1000, ending: 8000, exit: 9500 };
const LOOK_AGAIN_MS = 100;

/**
 * Announces the stop, refuses new work, lets what has begun end, then ends with 0. Streams that are still open after eight
 * seconds end with an error event; a second signal ends at once with 1.
 */
export function stopOnSignal(server: Server, lifecycle: Lifecycle): void {
  const sockets = new OpenSockets(server);
  const close = (): void => {
    server.close(() => process.exit(0));
    // Again and again: a connection whose last answer ends later would be kept for another request.
    setInterval(() => sockets.dropIdle(), LOOK_AGAIN_MS);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (lifecycle.isStopping) process.exit(1);
      lifecycle.stop();
      // Ctrl+C: at a terminal nobody asks /readyz.
      setTimeout(close, signal === "SIGINT" ? 0 : GRACE_MS.closing);
      setTimeout(() => lifecycle.endAll(stoppingProblem()), GRACE_MS.ending);
      setTimeout(() => process.exit(0), GRACE_MS.exit);
    });
  }
}
