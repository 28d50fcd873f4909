import type { BenchQuestion } from "./bench-questions.ts";
import { quantile } from "./quantile.ts";

/** Milliseconds from sending a request to having read its whole answer. */
export interface HttpTimes {
  p50: number;
  p95: number;
}

export const searchBody = ({ question }: BenchQuestion): unknown => ({ query: question });
export const chatBody = ({ question }: BenchQuestion): unknown => ({ messages: [{ role: "user", content: question }] });

/** One client, one request after another over one connection that is kept; every question once to warm up, then once timed. */
export async function timeRoute(
  address: string,
  questions: readonly BenchQuestion[],
  bodyOf: (question: BenchQuestion) => unknown,
): Promise<HttpTimes> {
  for (const question of questions) await post(address, bodyOf(question));
  const times: number[] = [];
  for (const question of questions) {
    const begun = performance.now();
    await post(address, bodyOf(question));
    times.push(performance.now() - begun);
  }
  return quantilesOf(times);
}

/** The same over a stream of events: milliseconds until the first text of the answer, and so its first event, has come. */
export async function timeFirstText(address: string, questions: readonly BenchQuestion[]): Promise<HttpTimes> {
  const times: number[] = [];
  for (const question of questions) {
    const begun = performance.now();
    const response = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify(chatBody(question)),
    });
    const decoder = new TextDecoder();
    let read = "";
    let firstText: number | undefined;
    for await (const bytes of response.body ?? []) {
      read += decoder.decode(bytes, { stream: true });
      if (firstText === undefined && read.includes("event: text-delta")) firstText = performance.now() - begun;
    }
    if (firstText === undefined || !read.includes("event: answer-end"))
      throw new Error(`${address} streamed no answer: ${response.status} ${read.slice(0, 200)}`);
    times.push(firstText);
  }
  return quantilesOf(times);
}

const quantilesOf = (times: readonly number[]): HttpTimes => ({
  p50: quantile(times, 0.5),
  p95: quantile(times, 0.95),
});

/** Throws where the answer is not 200: a refusal is quick, and would look good. */
async function post(address: string, body: unknown): Promise<void> {
  const response = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${address} answered ${response.status}: ${text.slice(0, 200)}`);
}
