import { randomUUID } from "node:crypto";
import { type ServerType, serve } from "@hono/node-server";
import { clientAssets } from "./client-assets.ts";
import { readSettings, type Settings, SettingsError } from "./config.ts";
import { FeedbackStore, feedbackPath } from "./feedback/feedback-store.ts";
import { createApp } from "./http/app.tsx";
import { type Library, loadLibrary } from "./load-library.ts";
import { widgetFiles } from "./widget-files.ts";

/** `npm start`: listens at once, prints its URL, loads index and model, then is ready. */
async function main(): Promise<void> {
  const settings = readSettings(process.env);
  let library: Library | undefined;
  const app = createApp({
    settings,
    library: () => library,
    assets: clientAssets(),
    widget: widgetFiles(),
    feedback: new FeedbackStore(feedbackPath(settings.DATA_DIR), {
      newId: () => randomUUID(),
      clock: () => new Date(),
    }),
    logError: (error) => console.error(error),
  });
  const server = serve({ fetch: app.fetch, port: settings.PORT, hostname: settings.HOST }, ({ port }) => {
    console.log(`施策ナビ: ${address(settings, port)} (準備中)`);
  });
  server.on("error", (error: NodeJS.ErrnoException) => stopWith(listenMessage(error, settings)));
  closeOnSignal(server);
  library = await loadLibrary(settings, (message) => console.log(message));
  console.log(`準備ができました (${Math.round(process.uptime() * 10) / 10} 秒)`);
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

/** Finishes running answers, then ends; a second signal or ten seconds end it at once. */
function closeOnSignal(server: ServerType): void {
  let closing = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (closing) process.exit(1);
      closing = true;
      setTimeout(() => process.exit(1), 10_000).unref();
      server.close(() => process.exit(0));
    });
  }
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
