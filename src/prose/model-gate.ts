const DAY_MS = 86_400_000;

export interface GateLimits {
  /** Tokens a day (UTC), of prompts and replies; 0 = no limit. */
  tokensPerDay: number;
  /** Failures in a row after which the model is left alone for `pauseMs`. */
  failures: number;
  pauseMs: number;
}

/** Whether the model is asked at all: not while it asked to be left alone, fails again and again, or the day's tokens are used up. */
export class ModelGate {
  readonly #limits: GateLimits;
  readonly #now: () => number;
  #pausedUntil = 0;
  #failuresInRow = 0;
  #day = 0;
  #tokens = 0;

  /** `now`: milliseconds since the epoch. */
  constructor(limits: GateLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  get isOpen(): boolean {
    const { tokensPerDay } = this.#limits;
    this.#turnDay();
    return this.#now() >= this.#pausedUntil && (tokensPerDay === 0 || this.#tokens < tokensPerDay);
  }

  /** The last time it was asked, it failed. */
  get isFailing(): boolean {
    return this.#failuresInRow > 0;
  }

  addTokens(count: number): void {
    this.#turnDay();
    this.#tokens += count;
  }

  succeeded(): void {
    this.#failuresInRow = 0;
  }

  failed(retryAfterMs: number | undefined): void {
    this.#failuresInRow += 1;
    const { failures, pauseMs } = this.#limits;
    const wait = retryAfterMs ?? (this.#failuresInRow >= failures ? pauseMs : 0);
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + wait);
  }

  #turnDay(): void {
    const day = Math.floor(this.#now() / DAY_MS);
    if (day === this.#day) return;
    this.#day = day;
    this.#tokens = 0;
  }
}
