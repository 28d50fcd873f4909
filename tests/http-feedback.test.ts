import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { type Feedback, FeedbackStore, feedbackPath, readFeedback } from "../src/feedback/feedback-store.ts";
import { type Environment, expectProblem, loadingApp, postJson, type RunningApp } from "./real-app.ts";
import { spawnProgram } from "./spawned.ts";

const Receipt = z.strictObject({ id: z.uuid(), receivedAt: z.iso.datetime() });

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "feedback-"));
  path = feedbackPath(folder);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** Feedback is taken while index and model are loaded: no test here waits for them. */
const appHere = (environment: Environment = {}): RunningApp => loadingApp({ DATA_DIR: folder, ...environment });

const send = async ({ app }: RunningApp, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  app.request("/api/feedback", postJson(body, headers));

async function receiptOf(response: Response): Promise<z.infer<typeof Receipt>> {
  expect(response.status).toBe(201);
  return Receipt.parse(await response.json());
}

/** What all open files have in common: a disk that fails shows there. */
async function fileHandles(): Promise<FileHandle> {
  const handle = await open(folder);
  await handle.close();
  return Object.getPrototypeOf(handle);
}

/** What is in the file, which must be all readable. */
async function stored(): Promise<Feedback[]> {
  const { entries, unreadable } = await readFeedback(path);
  expect(unreadable).toBe(0);
  return entries;
}

describe("POST /api/feedback", () => {
  it("has stored what it acknowledges", async () => {
    const begun = Date.now();
    const given = { answerId: "a-1_B", useful: false, comment: "対象者を\n知りたかった。「𠮷」", edition: "2025-02" };
    const { id, receivedAt } = await receiptOf(await send(appHere(), given));
    expect(Date.parse(receivedAt)).toBeGreaterThanOrEqual(begun);
    expect(Date.parse(receivedAt)).toBeLessThanOrEqual(Date.now());
    expect(await stored()).toEqual([{ id, ...given, receivedAt }]);
  });

  it("takes the example of its description", async () => {
    const running = appHere();
    const { components } = z
      .object({ components: z.object({ schemas: z.object({ FeedbackRequest: z.object({ example: z.unknown() }) }) }) })
      .parse(await (await running.app.request("/openapi.json")).json());
    const { example } = components.schemas.FeedbackRequest;
    await receiptOf(await send(running, example));
    expect(await stored()).toEqual([expect.objectContaining(example)]);
  });

  it("adds a line for each, in a file that ends with a line end", async () => {
    const running = appHere();
    await send(running, { answerId: "a", useful: true });
    await send(running, { answerId: "a", useful: false });
    expect((await stored()).map(({ useful }) => useful)).toEqual([true, false]);
    expect(readFileSync(path, "utf8")).toMatch(/^[^\n]+\n[^\n]+\n$/);
  });

  it.each([undefined, "", " 　\n"])("stores no comment for %j", async (comment) => {
    const { id, receivedAt } = await receiptOf(await send(appHere(), { answerId: "a", useful: true, comment }));
    expect(readFileSync(path, "utf8")).toBe(`${JSON.stringify({ id, answerId: "a", useful: true, receivedAt })}\n`);
  });

  it("trims a comment before it counts 500 characters", async () => {
    const comment = "あ".repeat(500);
    await receiptOf(await send(appHere(), { answerId: "a", useful: true, comment: `\n ${comment}　` }));
    expect((await stored()).map((entry) => entry.comment)).toEqual([comment]);
  });

  it("never writes the personal data of a comment", async () => {
    const comment = "(5)③について ０９０－１２３４－５６７８ か taro@example.jp に連絡を";
    await receiptOf(await send(appHere(), { answerId: "a", useful: false, comment }));
    expect((await stored())[0]?.comment).toBe("(5)③について ［伏せ字］ か ［伏せ字］ に連絡を");
  });

  it("stores nothing it was not asked to keep", async () => {
    await receiptOf(await send(appHere(), { answerId: "a", useful: true, name: "山田太郎", id: "mine" }));
    expect(readFileSync(path, "utf8")).not.toMatch(/山田|mine/);
  });

  it("makes the folder where there is none", async () => {
    const deep = join(folder, "not", "yet");
    const { id } = await receiptOf(await send(appHere({ DATA_DIR: deep }), { answerId: "a", useful: true }));
    expect((await readFeedback(feedbackPath(deep))).entries.map((entry) => entry.id)).toEqual([id]);
  });

  it.skipIf(process.platform === "win32")("keeps the file from the machine's other users", async () => {
    await send(appHere(), { answerId: "a", useful: true });
    expect(statSync(path).mode & 0o077).toBe(0);
  });
});

describe("feedback is refused, and nothing written,", () => {
  const refused: [what: string, body: unknown][] = [
    ["without an answer", { useful: true }],
    ["for an empty answer id", { answerId: "", useful: true }],
    ["for an answer id of 65 characters", { answerId: "a".repeat(65), useful: true }],
    ["for an answer id with other characters", { answerId: "../a", useful: true }],
    ["for an answer id over two lines", { answerId: "a\n", useful: true }],
    ["without a judgement", { answerId: "a" }],
    ["with a judgement that is a word", { answerId: "a", useful: "true" }],
    ["with a comment of 501 characters", { answerId: "a", useful: true, comment: "あ".repeat(501) }],
    ["with a comment that is no text", { answerId: "a", useful: true, comment: ["良い"] }],
    ["with an edition that is no name", { answerId: "a", useful: true, edition: "山田 太郎" }],
  ];

  it.each(refused)("%s", async (_, body) => {
    await expectProblem(await send(appHere(), body), 400, "invalid_request");
    expect(readdirSync(folder)).toEqual([]);
  });

  it("from the pages of another site", async () => {
    const running = appHere();
    const body = { answerId: "a", useful: true };
    await expectProblem(await send(running, body, { Origin: "https://evil.example" }), 403, "origin_not_allowed");
    expect(readdirSync(folder)).toEqual([]);
    await receiptOf(await send(running, body));
  });
});

describe("feedback that cannot be stored", () => {
  it("is not acknowledged but logged, and the next is tried again", async () => {
    const inTheWay = join(folder, "data");
    writeFileSync(inTheWay, "a file where the folder should be");
    const running = appHere({ DATA_DIR: inTheWay });
    const response = await send(running, { answerId: "a", useful: true });
    expect(await response.clone().text()).not.toMatch(/ENOTDIR|EEXIST|feedback-/);
    await expectProblem(response, 503, "feedback_not_stored");
    expect(running.logError.mock.calls).toEqual([[expect.objectContaining({ path: inTheWay })]]);
    rmSync(inTheWay);
    await receiptOf(await send(running, { answerId: "b", useful: true }));
    expect((await readFeedback(feedbackPath(inTheWay))).entries.map(({ answerId }) => answerId)).toEqual(["b"]);
  });

  it.runIf(existsSync("/dev/full"))("is not acknowledged on a full disk", async () => {
    symlinkSync("/dev/full", path);
    const running = appHere();
    await expectProblem(await send(running, { answerId: "a", useful: true }), 503, "feedback_not_stored");
    expect(running.logError.mock.calls).toEqual([[expect.objectContaining({ code: "ENOSPC" })]]);
  });

  it.skipIf(process.platform === "win32")("is not written where the folder may lose the new file", async () => {
    const lost = new Error("EIO: i/o error, fsync");
    vi.spyOn(await fileHandles(), "sync").mockRejectedValueOnce(lost);
    const running = appHere();
    await expectProblem(await send(running, { answerId: "a", useful: true }), 503, "feedback_not_stored");
    expect(running.logError.mock.calls).toEqual([[lost]]);
    expect(readFileSync(path, "utf8")).toBe("");
  });

  it("is not acknowledged where the disk does not say that it has it", async () => {
    const lost = new Error("EIO: i/o error, fdatasync");
    const written: string[] = [];
    vi.spyOn(await fileHandles(), "datasync").mockImplementation(async () => {
      written.push(readFileSync(path, "utf8"));
      throw lost;
    });
    const running = appHere();
    await expectProblem(await send(running, { answerId: "a", useful: true }), 503, "feedback_not_stored");
    expect(running.logError.mock.calls).toEqual([[lost]]);
    // By then the whole line was handed to it.
    expect(written).toEqual([expect.stringMatching(/^\{"id":.*\}\n$/)]);
  });
});

describe("many at once", () => {
  it("are 50 whole lines for 50 posts", async () => {
    const running = appHere();
    const answerIds = Array.from({ length: 50 }, (_, number) => `answer-${number}`);
    const comment = "あ".repeat(500);
    const receipts = await Promise.all(
      answerIds.map(async (answerId) => receiptOf(await send(running, { answerId, useful: true, comment }))),
    );
    expect((await stored()).map(({ id }) => id).toSorted()).toEqual(receipts.map(({ id }) => id).toSorted());
    expect((await stored()).map(({ answerId }) => answerId).toSorted()).toEqual(answerIds.toSorted());
    expect(readFileSync(path, "utf8").split("\n")).toHaveLength(51);
  });

  it("stand in the order they came in, behind a torn line that is closed off once", async () => {
    writeFileSync(path, '{"id":"torn');
    let ids = 0;
    const newId = (): string => {
      ids += 1;
      return String(ids);
    };
    const store = new FeedbackStore(path, { newId, clock: () => new Date(0) });
    const added = await Promise.all(
      Array.from({ length: 50 }, () => store.add({ answerId: "a", useful: true, comment: "あ".repeat(500) })),
    );
    expect(added.map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, number) => String(number + 1)));
    expect(readFileSync(path, "utf8")).toBe(
      ['{"id":"torn', ...added.map((entry) => JSON.stringify(entry)), ""].join("\n"),
    );
  });
});

describe("after a crash", () => {
  const whole = (id: string): Feedback => ({
    id,
    answerId: "a",
    useful: true,
    comment: "役に立った",
    receivedAt: "2025-03-01T00:00:00.000Z",
  });
  const first = `${JSON.stringify(whole("1"))}\n`;
  const last = Buffer.from(JSON.stringify(whole("2")));
  const addHere = (): Promise<Feedback> =>
    new FeedbackStore(path, { newId: () => "3", clock: () => new Date(0) }).add({ answerId: "b", useful: false });

  it("at whatever byte the last line was torn, the lines before and after it are whole", async () => {
    const cuts = Array.from({ length: last.length - 1 }, (_, byte) => byte + 1);
    expect(cuts.length).toBeGreaterThan(100);
    for (const cut of cuts) {
      writeFileSync(path, Buffer.concat([Buffer.from(first), last.subarray(0, cut)]));
      expect(await readFeedback(path)).toEqual({ entries: [whole("1")], unreadable: 1 });
      const added = await addHere();
      expect(await readFeedback(path)).toEqual({ entries: [whole("1"), added], unreadable: 1 });
    }
  });

  it("a last line that lacks nothing but its end is kept", async () => {
    writeFileSync(path, Buffer.concat([Buffer.from(first), last]));
    const added = await addHere();
    expect(await readFeedback(path)).toEqual({ entries: [whole("1"), whole("2"), added], unreadable: 0 });
  });

  it("a file of whole lines gets no empty one", async () => {
    writeFileSync(path, first);
    const added = await addHere();
    expect(readFileSync(path, "utf8")).toBe(`${first}${JSON.stringify(added)}\n`);
  });

  it("all that was acknowledged before a kill is readable, five times over", async () => {
    const acknowledged: string[] = [];
    for (const milliseconds of [0, 3, 7, 11, 17]) {
      const { process: child, printed, ended } = spawnProgram("tests/append-feedback.ts", [path], {});
      await vi.waitFor(() => expect(printed.stdout.split("\n").length).toBeGreaterThan(20), 20_000);
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      child.kill("SIGKILL");
      expect(await ended).toBeNull();
      acknowledged.push(...printed.stdout.split("\n").slice(0, -1));
      const readable = new Set((await readFeedback(path)).entries.map(({ id }) => id));
      expect(acknowledged.filter((id) => !readable.has(id))).toEqual([]);
    }
    expect(acknowledged.length).toBeGreaterThan(100);
  }, 60_000);
});

describe("reading feedback", () => {
  it("finds none where there is no file", async () => {
    expect(await readFeedback(path)).toEqual({ entries: [], unreadable: 0 });
  });

  it("counts lines that are no feedback", async () => {
    const { id } = await receiptOf(await send(appHere(), { answerId: "a", useful: true }));
    writeFileSync(path, `${readFileSync(path, "utf8")}null\n{}\n{"id":"x"\n\n`);
    const { entries, unreadable } = await readFeedback(path);
    expect(entries.map((entry) => entry.id)).toEqual([id]);
    expect(unreadable).toBe(3);
  });

  it("does not take a file it cannot read for an empty one", async () => {
    mkdirSync(path);
    await expect(readFeedback(path)).rejects.toThrow("EISDIR");
  });
});
