import { readdir } from "node:fs/promises";
import { z } from "zod";
import { benchQuestions } from "./bench-questions.ts";
import { RANKING_VARIANTS, type RankingVariant } from "./ranking-variants.ts";
import { runScript } from "./run-script.ts";
import { startServer } from "./server-process.ts";
import { chatBody, type HttpTimes, searchBody, timeFirstText, timeRoute } from "./time-http.ts";
import { type PaintTimes, timePaint } from "./time-paint.ts";

const RankingTimes = z.object({ p50: z.number(), p95: z.number(), firstPlaces: z.number(), asked: z.number() });
const LoadTimes = z.object({ model: z.number(), index: z.number(), search: z.number() });

/** One measurement of everything. Milliseconds, megabytes (10^6 bytes). */
export interface Round {
  /** With nothing built; measured in the first round. */
  firstStart?: number;
  builtStart: number;
  residentReady: number | undefined;
  /** After the requests of this round. */
  residentUsed: number | undefined;
  search: HttpTimes;
  chat: HttpTimes;
  /** Of the stream: until its first text. */
  firstText: HttpTimes;
  /** Undefined where the machine has no Chromium. */
  paint: PaintTimes | undefined;
  load: z.infer<typeof LoadTimes>;
  /** In the order in which they ran. */
  ranking: ({ variant: RankingVariant } & z.infer<typeof RankingTimes>)[];
}

/** Enough for a steady median; all of them over the socket would take most of the benchmark's time. */
const HTTP_QUESTIONS = 60;

/** In the first round a start with nothing built; then a start, requests, and each variant in a process of its own. The order turns with the round. */
export async function runRound(directory: string, number: number): Promise<Round> {
  const first = number === 0 ? { firstStart: await startAndStop(directory) } : {};
  const [edition = ""] = await readdir(directory);
  const served = await measureServer(directory);
  const load = LoadTimes.parse(await runScript("tests/bench/time-load.ts", [directory, edition]));
  const ranking: Round["ranking"] = [];
  for (const variant of turned(RANKING_VARIANTS, number)) {
    const output = await runScript("tests/bench/time-ranking.ts", [variant, directory, edition]);
    ranking.push({ variant, ...RankingTimes.parse(output) });
  }
  return { ...first, ...served, load, ranking };
}

async function startAndStop(directory: string): Promise<number> {
  const server = await startServer(directory);
  await server.stop();
  return server.readyMs;
}

async function measureServer(
  directory: string,
): Promise<Pick<Round, "builtStart" | "residentReady" | "residentUsed" | "search" | "chat" | "firstText" | "paint">> {
  const server = await startServer(directory);
  try {
    const residentReady = await server.residentMegabytes();
    const questions = spread(benchQuestions(), HTTP_QUESTIONS);
    const search = await timeRoute(`${server.origin}/api/search`, questions, searchBody);
    const chat = await timeRoute(`${server.origin}/api/chat`, questions, chatBody);
    const firstText = await timeFirstText(`${server.origin}/api/chat`, questions);
    return {
      builtStart: server.readyMs,
      residentReady,
      residentUsed: await server.residentMegabytes(),
      search,
      chat,
      firstText,
      paint: await timePaint(server.origin),
    };
  } catch (error) {
    throw new Error(`a request failed; the server printed:\n${server.output()}`, { cause: error });
  } finally {
    await server.stop();
  }
}

/** The list begun elsewhere, so that no variant always runs after the same other. */
const turned = <Item>(items: readonly Item[], by: number): Item[] =>
  items.map((_, index) => items[(index + by) % items.length]).filter((item) => item !== undefined);

/** `count` items, evenly over the list: it is sorted by type. */
const spread = <Item>(items: readonly Item[], count: number): Item[] =>
  items.filter(
    (_, index) => Math.floor((index * count) / items.length) !== Math.floor(((index - 1) * count) / items.length),
  );
