/** How long a piece of work may take. `done` must be called when it is over: until then the deadline is kept. */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #onDone: (deadline: Deadline) => void;

  constructor(milliseconds: number, onDone: (deadline: Deadline) => void) {
    this.#onDone = onDone;
    this.#timer = setTimeout(
      () => this.end(new DOMException(`not done after ${milliseconds} ms`, "TimeoutError")),
      milliseconds,
    );
    // The program may end although somebody forgot to be done.
    this.#timer.unref();
  }

  /** Aborts when the time is over, or the work is ended from outside; then its reason is for the client. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  end(reason: Error): void {
    this.#controller.abort(reason);
    this.done();
  }

  done(): void {
    clearTimeout(this.#timer);
    this.#onDone(this);
  }
}
