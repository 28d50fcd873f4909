import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { onTestFinished } from "vitest";
import type { RunningApp } from "./real-app.ts";

/** Serves the app on a free port until the test has ended: "http://127.0.0.1:1234" and BASE_PATH. */
export async function listen({ app, settings }: Pick<RunningApp, "app" | "settings">): Promise<string> {
  const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise<void>((resolve) => server.once("listening", resolve));
  onTestFinished(() => {
    // Clients keep their connections.
    if ("closeAllConnections" in server) server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${settings.BASE_PATH}`;
}
