import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type Spawned, spawnProgram } from "./spawned.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Answers with the folder of the real document's collection and index, once they are built. */
    realDataAddress: string;
  }
}

/**
 * The real document, ingested and indexed once a run for every test that only reads it. Built when a test first asks: a run
 * of tests that need no index does not pay for one.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const parent = mkdtempSync(join(tmpdir(), "real-data-"));
  let building: Spawned | undefined;
  let folder: Promise<string> | undefined;

  const build = async (): Promise<string> => {
    const made = mkdtempSync(join(parent, "run-"));
    building = spawnProgram("tests/build-real-data.ts", [made], {});
    if ((await building.ended) !== 0) throw new Error(building.printed.stderr);
    return made;
  };
  const server = createServer((_request, response) => {
    folder ??= build();
    response.setHeader("Connection", "close");
    folder.then(
      (made) => response.end(made),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  project.provide("realDataAddress", `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  // While vitest watches, what builds the index may have been what was changed.
  project.onTestsRerun(() => {
    folder = undefined;
  });

  return async () => {
    server.close();
    building?.process.kill("SIGKILL");
    await building?.ended;
    rmSync(parent, { recursive: true, force: true });
  };
}
