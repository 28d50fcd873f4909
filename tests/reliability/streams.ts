import { mkdtempSync, rmSync } from "node:fs";
import type { Socket } from "node:net";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { quantile } from "../bench/quantile.ts";
import { connectRaw, sendRaw } from "../raw-connection.ts";
import { openStreams } from "./open-streams.ts";
import { loadQuestions } from "./request-mix.ts";
import { type ServerUnderLoad, startUnderLoad } from "./server-under-load.ts";

const USAGE = "usage: npm run streams -- [--streams 200] [--rounds 10] [--readers 50]";
/** Growth of a reader who does not read. */
const LIMITS = { firstEventMs: 500, growthMegabytes: 20, closedSeconds: 60 };
const SAMPLE_MS = 250;
/** How often a reader who does not read looks whether it was closed. */
const NOTICED_SECONDS = 1;
/** Requests that a reader has under way without reading: more than all buffers between us take. */
const PIPELINED = 40;

/**
 * Streams opened all at once, round after round, and then readers who never read. Only on this machine, with a server and a
 * folder of its own. Ends with 1 where a limit is broken.
 */
async function main(): Promise<void> {
  const { streams, rounds, readers } = readOptions();
  const directory = mkdtempSync(join(tmpdir(), "shisaku-streams-"));
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim() ?? "?"}, Node ${process.version}, load ${load()}\n`);
  let server: ServerUnderLoad | undefined;
  try {
    server = await startUnderLoad(directory, { ASKS_PER_MINUTE: "0", READS_PER_MINUTE: "0", OPEN_ASKS: "0" });
    const isGood = [await openMany(server, streams, rounds), await waitForReaders(server, readers)];
    if (isGood.includes(false)) process.exitCode = 1;
  } finally {
    await server?.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Prints the figures; false where a limit is broken. */
async function openMany(server: ServerUnderLoad, streams: number, rounds: number): Promise<boolean> {
  const questions = loadQuestions();
  const first: number[] = [];
  const total: number[] = [];
  const others: string[] = [];
  // The first round finds a program that has compiled nothing yet.
  for (let round = -1; round < rounds; round += 1) {
    const asked = Array.from(
      { length: streams },
      (_, n) => questions[((round + 1) * streams + n) % questions.length] ?? "",
    );
    const outcomes = await openStreams(server.origin, asked);
    if (round < 0) continue;
    for (const { firstEventMs, totalMs, end } of outcomes) {
      if (firstEventMs !== undefined) first.push(firstEventMs);
      total.push(totalMs);
      if (end !== "answer-end") others.push(end);
    }
  }
  const [p50, p99, longest] = [quantile(first, 0.5), quantile(first, 0.99), quantile(total, 1)];
  console.log(
    `${streams} streams at once, ${rounds} times: ${total.length - others.length} of ${total.length} complete`,
  );
  console.log(
    `  first event p50 ${p50.toFixed(0)} ms, p99 ${p99.toFixed(0)} ms; all over after ${longest.toFixed(0)} ms`,
  );
  for (const end of new Set(others)) console.log(`  ! ${end}`);
  return others.length === 0 && p99 <= LIMITS.firstEventMs;
}

/** What readers cost who ask for long answers and read none, against readers who read the same. */
async function waitForReaders(server: ServerUnderLoad, readers: number): Promise<boolean> {
  const host = new URL(server.origin).host;
  const request = `GET /api/measures?limit=200 HTTP/1.1\r\nHost: ${host}\r\n`;
  const all = `${`${request}\r\n`.repeat(PIPELINED - 1)}${request}Connection: close\r\n\r\n`;
  // They leave behind what memory such answers take in any case.
  await Promise.all(Array.from({ length: readers }, () => sendRaw(server.origin, all)));
  const before = await server.residentMegabytes();
  const begun = performance.now();
  let open = readers;
  for (let n = 0; n < readers; n += 1) {
    const connection = connectRaw(server.origin);
    connection.socket.pause();
    connection.socket.write(all);
    void endOf(connection.socket, begun).then(() => {
      open -= 1;
    });
  }
  let most = before;
  while (open > 0 && performance.now() - begun < (LIMITS.closedSeconds + 10) * 1000) {
    most = Math.max(most, await server.residentMegabytes());
    await pause(SAMPLE_MS);
  }
  const seconds = (performance.now() - begun) / 1000;
  const answers = await openStreams(server.origin, ["えるぼし認定企業は何社?"]);
  console.log(
    `\n${readers} readers who do not read, ${PIPELINED} requests each: ${open} left after ${seconds.toFixed(0)} s`,
  );
  console.log(
    `  resident memory ${before.toFixed(0)} MB, at most ${(most - before).toFixed(1)} MB more, ${((most - before) / readers).toFixed(1)} MB each; then answers: ${answers[0]?.end}`,
  );
  return (
    open === 0 &&
    (most - before) / readers <= LIMITS.growthMegabytes &&
    seconds <= LIMITS.closedSeconds + NOTICED_SECONDS
  );
}

/** Resolves once the server has closed the connection: one that is not read hears of it only when it is written to. */
async function endOf(socket: Socket, begun: number): Promise<void> {
  let isOver = false;
  socket.once("close", () => {
    isOver = true;
  });
  while (!isOver && performance.now() - begun < 2 * LIMITS.closedSeconds * 1000) {
    await pause(NOTICED_SECONDS * 1000);
    if (!socket.destroyed) socket.write("\r\n");
  }
}

const load = (): string => loadavg()[0]?.toFixed(1) ?? "";

function readOptions(): { streams: number; rounds: number; readers: number } {
  const { values } = parseArgs({
    options: {
      streams: { type: "string", default: "200" },
      rounds: { type: "string", default: "10" },
      readers: { type: "string", default: "50" },
    },
  });
  const [streams, rounds, readers] = [values.streams, values.rounds, values.readers].map(Number);
  for (const number of [streams, rounds, readers]) if (!(Number(number) > 0)) throw new Error(USAGE);
  return { streams: streams ?? 0, rounds: rounds ?? 0, readers: readers ?? 0 };
}

await main();
