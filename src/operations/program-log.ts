import { type DestinationStream, type Logger, pino } from "pino";
import type { Settings } from "../config.ts";
import type { Log } from "../library/log.ts";
import { requestIds } from "./request-log.ts";

export interface ProgramLog {
  /** A JSON object a line. */
  lines: Logger;
  /** What the person who runs the program should know: a sentence at a terminal, a line of the log elsewhere. */
  say: Log;
  /** What was thrown and not foreseen, with the id of the request that it broke. */
  fault: (error: unknown) => void;
}

/**
 * The log of the server on standard output. At a terminal it is for reading: sentences, and requests only where LOG_LEVEL
 * asks for them. Elsewhere it is for collecting: every line is JSON.
 */
export function programLog(
  level: Settings["LOG_LEVEL"],
  isTerminal: boolean,
  terminal: Pick<Console, "log" | "error"> = console,
  destination: DestinationStream = pino.destination({ fd: 1, sync: true }),
): ProgramLog {
  const lines = pino(
    {
      level: level === "auto" ? (isTerminal ? "warn" : "info") : level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );
  return {
    lines,
    say: (message, details) => {
      if (isTerminal) terminal.log(message);
      else lines[details?.level ?? "info"]({ code: details?.code }, message);
    },
    fault: (error) => {
      if (isTerminal) terminal.error(error);
      else lines.error({ requestId: requestIds.getStore(), ...fieldsOf(error) }, "fault");
    },
  };
}

/** Only what is known to be safe: an error may carry a request, and with it a question or a key. */
function fieldsOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: String(error) };
  const { name, stack, cause, code } = error as Error & { code?: unknown };
  return { error: name, code, stack, ...(cause === undefined ? {} : { cause: String(cause) }) };
}
