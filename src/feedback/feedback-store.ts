import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { maskPersonalData } from "./mask-personal-data.ts";

/** One line of the file: what somebody said of one answer. Of several about one answer the last is meant; the file keeps all. */
export const Feedback = z.object({
  id: z.string(),
  answerId: z.string(),
  useful: z.boolean(),
  /** Personal data is masked in it. */
  comment: z.string().optional(),
  edition: z.string().optional(),
  /** ISO 8601, UTC. */
  receivedAt: z.iso.datetime(),
});
export type Feedback = z.infer<typeof Feedback>;
export type NewFeedback = Omit<Feedback, "id" | "receivedAt">;

export interface FeedbackStoreOptions {
  newId: () => string;
  clock: () => Date;
}

export const feedbackPath = (directory: string): string => join(directory, "feedback.jsonl");

const LF = 0x0a;

/** Feedback as JSON lines, only ever appended to. One store a file: it writes one line after the other. */
export class FeedbackStore {
  readonly #path: string;
  readonly #options: FeedbackStoreOptions;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(path: string, options: FeedbackStoreOptions) {
    this.#path = path;
    this.#options = options;
  }

  /**
   * Resolves once the line is on the disk, to what is stored. Throws what the file system throws; the feedback may then be stored
   * in part or in whole, but was not acknowledged.
   */
  async add({ answerId, useful, comment, edition }: NewFeedback): Promise<Feedback> {
    const feedback: Feedback = {
      id: this.#options.newId(),
      answerId,
      useful,
      comment: comment === undefined ? undefined : maskPersonalData(comment),
      edition,
      receivedAt: this.#options.clock().toISOString(),
    };
    const write = this.#lastWrite.then(() => appendLine(this.#path, JSON.stringify(feedback)));
    // A write that failed does not keep the next one from being tried.
    this.#lastWrite = write.catch(() => {});
    await write;
    return feedback;
  }
}

/**
 * Opened anew for each line: costs little beside the sync, and a file moved away or a disk full for a while is no lasting trouble.
 * What a crash or a full disk left of a line is closed off first, so that it spoils no line but its own.
 */
async function appendLine(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // For the server's own user: what people write may name their company.
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    if (size === 0) await syncFolder(dirname(path));
    const isTorn = size > 0 && (await byteAt(file, size - 1)) !== LF;
    await file.appendFile(`${isTorn ? "\n" : ""}${line}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function byteAt(file: FileHandle, position: number): Promise<number | undefined> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position);
  return buffer[0];
}

/** The name of a new file is kept by its folder: without this, losing power may lose the file, synced or not. */
async function syncFolder(path: string): Promise<void> {
  // Windows cannot sync a folder and need not.
  if (process.platform === "win32") return;
  const folder = await open(path);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** All that can be read, oldest first, and how many lines cannot. No file is no feedback. Throws what the file system throws. */
export async function readFeedback(path: string): Promise<{ entries: Feedback[]; unreadable: number }> {
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  const lines = text.split("\n").filter((line) => line !== "");
  const entries = lines.map(readLine).filter((entry) => entry !== undefined);
  return { entries, unreadable: lines.length - entries.length };
}

function readLine(line: string): Feedback | undefined {
  try {
    return Feedback.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
