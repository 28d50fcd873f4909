import { appendFile, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Answer } from "../answer/answer.ts";
import { maskPersonalData } from "../feedback/mask-personal-data.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NAME = /^\d{4}-\d{2}-\d{2}\.jsonl$/u;

export const questionLogPath = (directory: string): string => join(directory, "questions");

/**
 * Questions as people asked them, for those who improve the service; off unless the settings turn it on. A file a day,
 * personal data masked, no address, kept for so many days and then deleted.
 */
export class QuestionLog {
  readonly #folder: string;
  readonly #days: number;
  readonly #clock: () => Date;

  constructor(folder: string, days: number, clock: () => Date) {
    this.#folder = folder;
    this.#days = days;
    this.#clock = clock;
  }

  /** Rejects with what the file system says; the answer does not wait for it. */
  async add(question: string, answer: Answer): Promise<void> {
    const now = this.#clock();
    const day = now.toISOString().slice(0, 10);
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const { id, kind, mode, measures, edition } = answer;
    const line = {
      at: now.toISOString(),
      question: maskPersonalData(question),
      answerId: id,
      kind,
      mode,
      measures,
      edition,
    };
    await appendFile(join(this.#folder, `${day}.jsonl`), `${JSON.stringify(line)}\n`, { mode: 0o600 });
  }

  /** Purges now and then every hour: what is to be deleted is deleted although nobody asks any more. */
  keepPurging(onFault: (error: unknown) => void): void {
    const purge = (): void => void this.purge().catch(onFault);
    purge();
    setInterval(purge, HOUR_MS).unref();
  }

  /** Deletes the files of days that are no longer kept. */
  async purge(): Promise<void> {
    const oldest = new Date(this.#clock().getTime() - this.#days * DAY_MS).toISOString().slice(0, 10);
    const names = await readdir(this.#folder).catch(() => []);
    const past = names.filter((name) => NAME.test(name) && name.slice(0, 10) < oldest);
    await Promise.all(past.map((name) => rm(join(this.#folder, name), { force: true })));
  }
}
