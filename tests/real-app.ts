import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OpenAPIHono } from "@hono/zod-openapi";
import { afterAll, expect, type Mock, vi } from "vitest";
import { answerEvents } from "../src/answer/answer-events.ts";
import type { Assistant } from "../src/answer/assistant.ts";
import { clientAssets } from "../src/client-assets.ts";
import { readSettings, type Settings } from "../src/config.ts";
import { FeedbackStore, feedbackPath } from "../src/feedback/feedback-store.ts";
import { createApp } from "../src/http/app.tsx";
import { type Library, loadLibrary } from "../src/load-library.ts";
import { ChatSwitch, chatSwitchPath } from "../src/operations/chat-switch.ts";
import { Lifecycle } from "../src/operations/lifecycle.ts";
import { Metrics } from "../src/operations/metrics.ts";
import type { Operations } from "../src/operations/operations.ts";
import { Turns } from "../src/operations/turns.ts";
import { widgetFiles } from "../src/widget-files.ts";
import { realDataFolder } from "./real-data.ts";

/** Environment variables as a person sets them. */
export type Environment = Record<string, string>;

export interface RunningApp {
  app: OpenAPIHono;
  settings: Settings;
  operations: Operations;
  /** What would stand in the server's log. */
  logError: Mock<(error: unknown) => void>;
}

const assets = clientAssets();
const widget = widgetFiles();

let folder: string | undefined;
/** Where feedback goes. Made when first wanted, one a test file. */
const dataFolder = (): string => {
  folder ??= mkdtempSync(join(tmpdir(), "real-app-"));
  return folder;
};
const libraries = new Map<string, Promise<Library>>();

afterAll(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

/** The library of the real document with the bundled model: ingested and indexed once for all test files, loaded once in each. */
async function realLibrary(environment: Environment): Promise<Library> {
  const settings = readSettings({ ...environment, DATA_DIR: await realDataFolder(), VECTOR_INDEX: "exact" });
  // Of all settings only these change what a library answers, and how.
  const { PUBLIC_URL, BASE_PATH, LLM_BASE_URL, LLM_FIRST_TEXT_MS, LLM_TIMEOUT_MS } = settings;
  const key = JSON.stringify([PUBLIC_URL, BASE_PATH, LLM_BASE_URL, LLM_FIRST_TEXT_MS, LLM_TIMEOUT_MS]);
  const library = libraries.get(key) ?? loadLibrary(settings, () => {});
  libraries.set(key, library);
  return library;
}

/** No limits unless asked for: a test of a route is not a test of the limits. */
export function appWith(environment: Environment, library: () => Library | undefined): RunningApp {
  const settings = readSettings({
    ASKS_PER_MINUTE: "0",
    READS_PER_MINUTE: "0",
    OPEN_ASKS: "0",
    DATA_DIR: dataFolder(),
    ...environment,
  });
  const logError = vi.fn<(error: unknown) => void>();
  const feedback = new FeedbackStore(feedbackPath(settings.DATA_DIR), {
    newId: () => randomUUID(),
    clock: () => new Date(),
    maximumBytes: settings.FEEDBACK_MAX_BYTES,
  });
  const lifecycle = new Lifecycle();
  const operations: Operations = {
    log: { info: () => {} },
    metrics: new Metrics({
      indexLoadedAt: () => undefined,
      now: () => new Date(),
      openAnswers: () => lifecycle.openCount,
    }),
    chatSwitch: new ChatSwitch(chatSwitchPath(settings.DATA_DIR), () => performance.now()),
    lifecycle,
    turns: new Turns(),
    modelAnswers: () => undefined,
  };
  const app = createApp({ settings, library, assets, widget, feedback, operations, logError });
  return { app, settings, operations, logError };
}

/** The app over the real document. */
export async function realApp(environment: Environment = {}): Promise<RunningApp> {
  const library = await realLibrary(environment);
  return appWith(environment, () => library);
}

/** The app before index and model are loaded. */
export const loadingApp = (environment: Environment = {}): RunningApp => appWith(environment, () => undefined);

/** The app whose assistant answers as told instead of from the document; everything else is real. */
export async function appAnswering(ask: Assistant["ask"], environment: Environment = {}): Promise<RunningApp> {
  const { editions, assistant } = await realLibrary(environment);
  const stream: Assistant["stream"] = async function* (...asked) {
    yield* answerEvents(await ask(...asked));
  };
  const told: Assistant = Object.assign(Object.create(assistant() ?? null), { ask, stream });
  return appWith(environment, () => ({ editions, assistant: () => told }));
}

export const postJson = (body: unknown, headers: Record<string, string> = {}): RequestInit => ({
  method: "POST",
  headers: { "Content-Type": "application/json", ...headers },
  body: JSON.stringify(body),
});

/** The body of `POST /api/chat` for one question. */
export const asking = (question: string): { messages: { role: "user"; content: string }[] } => ({
  messages: [{ role: "user", content: question }],
});

export const eventStream = { Accept: "text/event-stream" };
export const asBrowser = { Accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

/** Every error of the API: a stable code, a Japanese sentence, and what to do. */
export async function expectProblem(response: Response, status: number, code: string): Promise<void> {
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({
    error: { code, message: expect.stringMatching(/[ぁ-んァ-ヶ一-龠]/u), hint: expect.stringMatching(/\S/u) },
  });
}
