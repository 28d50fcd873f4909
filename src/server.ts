import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import { clientAssets } from "./client-assets.ts";
import { readSettings, type Settings, SettingsError } from "./config.ts";
import { FeedbackStore, feedbackPath } from "./feedback/feedback-store.ts";
import { createApp } from "./http/app.tsx";
import { createNodeServer } from "./http/node-server.ts";
import { LibraryHolder } from "./library/library-holder.ts";
import { ChatSwitch, chatSwitchPath } from "./operations/chat-switch.ts";
import { Lifecycle } from "./operations/lifecycle.ts";
import { Metrics } from "./operations/metrics.ts";
import { programLog } from "./operations/program-log.ts";
import { QuestionLog, questionLogPath } from "./operations/question-log.ts";
import { stopOnSignal } from "./operations/stop-on-signal.ts";
import { Turns } from "./operations/turns.ts";
import { createProseWriter } from "./prose/create-prose-writer.ts";
import { widgetFiles } from "./widget-files.ts";

/** `npm start`: listens at once, prints its URL, loads index and model, then is ready. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const { lines, say, fault } = programLog(settings.LOG_LEVEL, process.stdout.isTTY);
  const lifecycle = new Lifecycle();
  const turns = new Turns();
  const metrics = new Metrics({
    indexLoadedAt: () => holder.served[0]?.loadedAt,
    now: () => new Date(),
    openAnswers: () => lifecycle.openCount,
  });
  metrics.addProcess();
  const prose = createProseWriter(settings, metrics.prose);
  const questions = questionLog(settings);
  questions?.keepPurging(fault);
  const holder = new LibraryHolder(settings, say, {
    prose,
    turn: () => turns.next(),
    onAnswer: (question, answer, droppedLines) => {
      metrics.addAnswer(answer, droppedLines);
      // The answer does not wait for it, nor fail with it.
      questions?.add(question, answer).catch(fault);
    },
  });
  const app = createApp({
    settings,
    library: () => holder.library,
    assets: clientAssets(),
    widget: widgetFiles(),
    feedback: new FeedbackStore(feedbackPath(settings.DATA_DIR), {
      newId: () => randomUUID(),
      clock: () => new Date(),
      maximumBytes: settings.FEEDBACK_MAX_BYTES,
    }),
    operations: {
      log: lines,
      metrics,
      lifecycle,
      turns,
      chatSwitch: new ChatSwitch(chatSwitchPath(settings.DATA_DIR), () => performance.now()),
      modelAnswers: () => prose?.modelAnswers,
    },
    logError: fault,
  });
  const server = createNodeServer({
    app,
    lifecycle,
    answerTimeoutMs: settings.ANSWER_TIMEOUT_MS,
    logError: fault,
  });
  server.on("error", (error) => stopWith(listenMessage(error, settings)));
  server.listen(settings.PORT, settings.HOST, () => {
    const { port } = server.address() as AddressInfo;
    say(`施策ナビ: ${address(settings, port)} (準備中)`);
  });
  stopOnSignal(server, lifecycle);
  reloadOnSignal(holder);
  await holder.load();
  holder.watch();
  say(`準備ができました (${Math.round(process.uptime() * 10) / 10} 秒)`);
  if (prose) say(`文章は ${settings.LLM_MODEL} が書き、資料と照らし合わせます / prose by a language model`);
}

/** Undefined unless the settings keep questions. */
function questionLog(settings: Settings): QuestionLog | undefined {
  if (settings.QUESTION_LOG_DAYS === 0) return undefined;
  return new QuestionLog(questionLogPath(settings.DATA_DIR), settings.QUESTION_LOG_DAYS, () => new Date());
}

function address(settings: Settings, port: number): string {
  if (settings.PUBLIC_URL !== "") return `${settings.PUBLIC_URL}${settings.BASE_PATH}/`;
  const host = settings.HOST.includes(":") ? `[${settings.HOST}]` : settings.HOST;
  return `http://${host}:${port}${settings.BASE_PATH}/`;
}

function listenMessage(error: NodeJS.ErrnoException, { HOST, PORT }: Settings): string {
  if (error.code === "EADDRINUSE") {
    return `ポート ${PORT} は使用中です。PORT=8788 npm start のように別のポートを指定してください。 / Port ${PORT} is in use; set PORT.`;
  }
  if (error.code === "EACCES")
    return `ポート ${PORT} を開く権限がありません。PORT に 1024 以上を指定してください。 / No permission for port ${PORT}.`;
  return `${HOST}:${PORT} で待ち受けできません / cannot listen: ${error.message}`;
}

/** For a service manager. Of a terminal the signal says that it was closed, and ends the server as ever. */
function reloadOnSignal(holder: LibraryHolder): void {
  if (!process.stdout.isTTY) process.on("SIGHUP", () => void holder.reload());
}

function stopWith(message: string): never {
  console.error(message);
  process.exit(1);
}

main().catch((error: unknown) => {
  if (error instanceof SettingsError) stopWith(error.message);
  const { hint } = error as { hint?: string };
  console.error(error);
  stopWith(hint ?? "起動できませんでした。 / Could not start.");
});
