import { Deadline } from "./deadline.ts";

/** Whether the program takes on new work, and what it has begun. A stop is announced first: what has begun may end. */
export class Lifecycle {
  // No long-lived AbortSignal that answers are derived from: it would remember each of them for ever.
  readonly #open = new Set<Deadline>();
  #isStopping = false;

  /** From here on nothing new is begun, and /readyz says so. */
  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** Pieces of work that have begun and are not done. */
  get openCount(): number {
    return this.#open.size;
  }

  /** Work that may take so long, and no longer than the program has. */
  begin(milliseconds: number): Deadline {
    const deadline = new Deadline(milliseconds, (done) => this.#open.delete(done));
    this.#open.add(deadline);
    return deadline;
  }

  stop(): void {
    this.#isStopping = true;
  }

  /** The time for ending in peace is over: streams end with an error event of this reason. */
  endAll(reason: Error): void {
    this.#isStopping = true;
    for (const deadline of this.#open) deadline.end(reason);
  }
}
