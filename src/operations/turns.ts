/**
 * Of the event loop. In each it accepts one connection (libuv since 1.45), so that with one round between two answers of 10 ms
 * the last of 200 connections would be accepted after two seconds. An idle round takes some microseconds.
 */
const ROUNDS_BETWEEN = 16;
/** Rounds of much other work are long: no more of them then. */
const LONGEST_BETWEEN_MS = 20;

/**
 * Long pieces of work, one after the other, in the order they came. Between two of them the program does everything else:
 * it accepts connections, writes what is ready, fires timers. Without turns, all that came at once would be worked off in one
 * go, and nobody be answered before the last was done.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];

  /** Resolves when its turn has come; what is done until the next real wait belongs to the turn. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      if (this.#waiting.length === 1) this.#arrange();
    });
  }

  #arrange(): void {
    afterRounds(ROUNDS_BETWEEN, performance.now() + LONGEST_BETWEEN_MS, () => {
      const begin = this.#waiting.shift();
      if (this.#waiting.length > 0) this.#arrange();
      begin?.();
    });
  }
}

function afterRounds(rounds: number, until: number, run: () => void): void {
  setImmediate(() => (rounds > 1 && performance.now() < until ? afterRounds(rounds - 1, until, run) : run()));
}
