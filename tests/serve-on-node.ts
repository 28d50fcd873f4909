import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { createNodeServer, PATIENCE, type Patience } from "../src/http/node-server.ts";
import type { RunningApp } from "./real-app.ts";

/** The app as the program serves it, on a free port until the test has ended. */
export async function startOnNode(
  { app, settings, operations, logError }: RunningApp,
  patience: Partial<Patience> = {},
): Promise<{ server: Server; address: string }> {
  const server = createNodeServer({
    app,
    lifecycle: operations.lifecycle,
    answerTimeoutMs: settings.ANSWER_TIMEOUT_MS,
    logError,
    patience: { ...PATIENCE, ...patience },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { server, address: `http://127.0.0.1:${port}${settings.BASE_PATH}` };
}

/** "http://127.0.0.1:1234" and BASE_PATH. */
export const serveOnNode = async (running: RunningApp, patience: Partial<Patience> = {}): Promise<string> =>
  (await startOnNode(running, patience)).address;
