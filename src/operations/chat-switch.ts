import { readFile } from "node:fs/promises";
import { join } from "node:path";

const LOOK_AGAIN_MS = 1000;
const LONGEST_MESSAGE = 300;
const STANDARD = "ただいま質問の受付を止めています。";

/** Where the switch lies: while the file is there, no question is answered; its text is what people read. */
export const chatSwitchPath = (directory: string): string => join(directory, "chat-off");

/** Turns all answering off without a restart: `touch data/chat-off`. Looked at once a second at most. */
export class ChatSwitch {
  readonly #path: string;
  readonly #now: () => number;
  #lookedAt = Number.NEGATIVE_INFINITY;
  #message: Promise<string | undefined> = Promise.resolve(undefined);

  /** `now`: milliseconds, monotonic. */
  constructor(path: string, now: () => number) {
    this.#path = path;
    this.#now = now;
  }

  /** What to tell people while questions are off; undefined while they are answered. */
  offMessage(): Promise<string | undefined> {
    if (this.#now() - this.#lookedAt >= LOOK_AGAIN_MS) {
      this.#lookedAt = this.#now();
      this.#message = readFile(this.#path, "utf8").then(
        (text) => text.trim().slice(0, LONGEST_MESSAGE) || STANDARD,
        // Not there is on. There and not readable is off: whoever put it there meant it.
        (error: NodeJS.ErrnoException) => (error.code === "ENOENT" || error.code === "ENOTDIR" ? undefined : STANDARD),
      );
    }
    return this.#message;
  }
}
