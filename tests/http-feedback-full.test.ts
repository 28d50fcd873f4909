import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { appendFileSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clientAssets } from "../src/client-assets.ts";
import { type Feedback, FeedbackStore, feedbackPath, readFeedback } from "../src/feedback/feedback-store.ts";
import { createApp } from "../src/http/app.tsx";
import { widgetFiles } from "../src/widget-files.ts";
import { expectProblem, loadingApp, postJson, type RunningApp } from "./real-app.ts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "feedback-full-"));
  path = feedbackPath(folder);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Without a limit of the file. */
const appHere = (): RunningApp => loadingApp({ DATA_DIR: folder });

const send = async ({ app }: Pick<RunningApp, "app">, body: unknown): Promise<Response> =>
  app.request("/api/feedback", postJson(body));

/** What is in the file, which must be all readable. */
async function stored(): Promise<Feedback[]> {
  const { entries, unreadable } = await readFeedback(path);
  expect(unreadable).toBe(0);
  return entries;
}

describe("a full file", () => {
  const MAXIMUM = 1000;
  /** As `npm start` with FEEDBACK_MAX_BYTES. */
  function fullApp(): RunningApp {
    const running = appHere();
    const options = { newId: randomUUID, clock: () => new Date(), maximumBytes: MAXIMUM };
    const feedback = new FeedbackStore(path, options);
    const app = createApp({
      ...running,
      library: () => undefined,
      assets: clientAssets(),
      widget: widgetFiles(),
      feedback,
    });
    return { ...running, app };
  }

  it("refuses what would go beyond its limit, says so to both sides, and keeps what it has", async () => {
    const running = fullApp();
    const body = { answerId: "a", useful: true, comment: "あ".repeat(100) };
    const responses: Response[] = [];
    for (let sent = 0; sent < 5; sent += 1) responses.push(await send(running, body));
    expect(responses.map(({ status }) => status)).toEqual([201, 201, 507, 507, 507]);
    await expectProblem(responses[2]!, 507, "feedback_full");
    expect(running.logError.mock.calls).toHaveLength(3);
    expect(running.logError.mock.calls[0]).toEqual([expect.objectContaining({ code: "feedback_full" })]);
    expect(String(running.logError.mock.calls[0]?.[0])).toMatch(
      /feedback\.jsonl may grow to 1000 bytes \(FEEDBACK_MAX_BYTES\)/,
    );
    expect(await stored()).toHaveLength(2);
    expect(statSync(path).size).toBeLessThanOrEqual(MAXIMUM);
  });

  it("takes a line that just fits, and again after it was moved away", async () => {
    const running = fullApp();
    expect((await send(running, { answerId: "a", useful: true })).status).toBe(201);
    const line = statSync(path).size;
    writeFileSync(path, `${"x".repeat(MAXIMUM - line - 1)}\n`);
    expect((await send(running, { answerId: "a", useful: true })).status).toBe(201);
    expect(statSync(path).size).toBe(MAXIMUM);
    await expectProblem(await send(running, { answerId: "a", useful: true }), 507, "feedback_full");
    renameSync(path, `${path}.2025`);
    expect((await send(running, { answerId: "a", useful: true })).status).toBe(201);
  });
});

describe("a disk that is full in the middle of a line", () => {
  // A limit of the size of files stands for the disk: the part of a line below it is written, then the write fails.
  it.skipIf(process.platform === "win32")("keeps all lines before it whole, and nothing of that one", async () => {
    const program = `ulimit -f 8; exec "${process.execPath}" --import tsx tests/append-feedback.ts "${path}"`;
    const ended = await new Promise<{ stdout: string; stderr: string }>((resolve) => {
      const options = { env: { PATH: process.env.PATH, TSX_DISABLE_CACHE: "1" } };
      execFile("bash", ["-c", program], options, (_error, stdout, stderr) => resolve({ stdout, stderr }));
    });
    expect(ended.stderr).toContain("EFBIG");
    const acknowledged = ended.stdout.trim().split("\n");
    expect(acknowledged.length).toBeGreaterThan(3);
    expect((await stored()).map(({ id }) => id)).toEqual(acknowledged);
    const { size } = statSync(path);
    expect(size).toBeLessThan(8 * 1024);
    expect(size).toBeGreaterThan(8 * 1024 - 2 * (size / acknowledged.length));
    expect(readFileSync(path, "utf8").endsWith("\n")).toBe(true);
  });

  it("takes nothing back of what another program has added meanwhile", async () => {
    writeFileSync(path, "");
    const other = `${JSON.stringify({ id: "other", answerId: "b", useful: true, receivedAt: "2025-03-01T00:00:00.000Z" })}\n`;
    const handle = await open(folder);
    await handle.close();
    vi.spyOn(Object.getPrototypeOf(handle), "appendFile").mockImplementationOnce(async () => {
      appendFileSync(path, other);
      throw Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    });
    const running = appHere();
    await expectProblem(
      await send(running, { answerId: "a", useful: true, comment: "あ" }),
      503,
      "feedback_not_stored",
    );
    expect(readFileSync(path, "utf8")).toBe(other);
  });
});
