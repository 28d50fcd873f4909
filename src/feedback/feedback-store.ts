import { fstatSync, ftruncateSync, readSync } from "node:fs";
import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { syncFolder } from "../../ingest/write-whole.ts";
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
  /** What the file may grow to; without it, or 0, as far as the disk goes. */
  maximumBytes?: number;
}

/** The file has no room for another line. Moving it away makes room at once. */
export class FeedbackFullError extends Error {
  override readonly name = "FeedbackFullError";
  readonly code = "feedback_full";
  constructor(path: string, maximumBytes: number) {
    super(`${path} may grow to ${maximumBytes} bytes (FEEDBACK_MAX_BYTES) and has no room for another line`);
  }
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
   * Resolves once the line is on the disk, to what is stored. Throws FeedbackFullError, and what the file system throws; a
   * line that the disk did not confirm may then be there, never a part of one.
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
    const write = this.#lastWrite.then(() =>
      appendLine(this.#path, JSON.stringify(feedback), this.#options.maximumBytes),
    );
    // A write that failed does not keep the next one from being tried.
    this.#lastWrite = write.catch(() => {});
    await write;
    return feedback;
  }
}

/**
 * Opened anew for each line: costs little beside the sync, and a file moved away or a disk full for a while is no lasting trouble.
 * What a crash left of a line is closed off first, so that it spoils no line but its own.
 */
async function appendLine(path: string, line: string, maximumBytes = 0): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  // For the server's own user: what people write may name their company.
  const file = await open(path, "a+", 0o600);
  try {
    const { size } = await file.stat();
    if (size === 0) await syncFolder(dirname(path));
    const isTorn = size > 0 && (await byteAt(file, size - 1)) !== LF;
    const bytes = Buffer.from(`${isTorn ? "\n" : ""}${line}\n`);
    if (maximumBytes > 0 && size + bytes.length > maximumBytes) throw new FeedbackFullError(path, maximumBytes);
    try {
      await file.appendFile(bytes);
    } catch (error) {
      withdrawPart(file.fd, size, bytes);
      throw error;
    }
    await file.datasync();
  } finally {
    await file.close();
  }
}

/**
 * Takes back the part of a line that a full disk had room for. Only where nothing but that part was added: another process may
 * have added a line of its own. At once, not awaited, so that it has no time to.
 */
function withdrawPart(file: number, sizeBefore: number, bytes: Buffer): void {
  const length = fstatSync(file).size - sizeBefore;
  if (length <= 0 || length >= bytes.length) return;
  const part = Buffer.alloc(length);
  readSync(file, part, 0, length, sizeBefore);
  if (part.equals(bytes.subarray(0, length))) ftruncateSync(file, sizeBefore);
}

async function byteAt(file: FileHandle, position: number): Promise<number | undefined> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position);
  return buffer[0];
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
