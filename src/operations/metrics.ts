import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Answer } from "../answer/answer.ts";
import type { ProseObserver } from "../prose/prose-writer.ts";

/** What the metrics ask for when they are read. */
export interface MetricSources {
  /** When the index that answers was taken into service; undefined while none is. */
  indexLoadedAt: () => Date | undefined;
  now: () => Date;
  /** Answers that are being made. */
  openAnswers: () => number;
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Numbers for Prometheus. No label holds anything that a client can choose: routes are patterns, never paths. */
export class Metrics {
  readonly registry = new Registry();
  readonly #requests = this.#counter("shisaku_requests_total", "Requests", ["route", "method", "status"]);
  readonly #durations = new Histogram({
    name: "shisaku_request_duration_seconds",
    help: "Seconds until the response begins",
    labelNames: ["route"],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly #answers = this.#counter("shisaku_answers_total", "Answers by kind and mode", ["kind", "mode"]);
  readonly #answerDurations = new Histogram({
    name: "shisaku_answer_duration_seconds",
    help: "Seconds an answer took, whole",
    labelNames: ["mode"],
    buckets: SECONDS,
    registers: [this.registry],
  });
  readonly #problems = this.#counter("shisaku_problems_total", "Refusals and errors, by their code", ["code"]);
  readonly #droppedLines = this.#counter(
    "shisaku_verification_dropped_lines_total",
    "Lines of answers the last check left out",
    [],
  );
  readonly #prose = this.#counter("shisaku_prose_total", "Prose by the language model: written, or why not", [
    "outcome",
  ]);
  readonly #withheld = this.#counter("shisaku_prose_withheld_sentences_total", "Sentences of the model not shown", [
    "reason",
  ]);
  readonly #tokens = this.#counter("shisaku_llm_tokens_total", "Tokens of prompts and replies", []);

  constructor({ indexLoadedAt, now, openAnswers }: MetricSources) {
    new Gauge({
      name: "shisaku_index_age_seconds",
      help: "Seconds since the index that answers was taken into service",
      registers: [this.registry],
      collect() {
        const loadedAt = indexLoadedAt();
        this.set(loadedAt ? (now().getTime() - loadedAt.getTime()) / 1000 : Number.NaN);
      },
    });
    new Gauge({
      name: "shisaku_open_answers",
      help: "Answers that are being made",
      registers: [this.registry],
      collect() {
        this.set(openAnswers());
      },
    });
  }

  /** Memory, processor, event loop and garbage collection of this process too. Once a process. */
  addProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Of the language model. */
  get prose(): ProseObserver {
    return {
      ended: (outcome) => this.#prose.inc({ outcome }),
      withheld: (reason) => this.#withheld.inc({ reason }),
      tokens: (count) => this.#tokens.inc(count),
    };
  }

  /** `route` is a pattern such as "/measures/:id"; `seconds` until the response began. */
  addRequest({
    route,
    method,
    status,
    seconds,
  }: {
    route: string;
    method: string;
    status: number;
    seconds: number;
  }): void {
    this.#requests.inc({ route, method, status: String(status) });
    this.#durations.observe({ route }, seconds);
  }

  /** `code` is one of ours: "too_many_requests". */
  addProblem(code: string): void {
    this.#problems.inc({ code });
  }

  addAnswer({ kind, mode, tookMs }: Pick<Answer, "kind" | "mode" | "tookMs">, droppedLines: number): void {
    this.#answers.inc({ kind, mode });
    this.#answerDurations.observe({ mode }, tookMs / 1000);
    if (droppedLines > 0) this.#droppedLines.inc(droppedLines);
  }

  #counter<Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }
}
