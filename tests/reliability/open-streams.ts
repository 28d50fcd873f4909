import { Agent, request } from "node:http";

/** What became of one stream; milliseconds from sending the request. */
export interface StreamOutcome {
  /** Until the first event of the answer has come; undefined where none came. */
  firstEventMs: number | undefined;
  totalMs: number;
  /** "answer-end", "answer-error", or what went wrong instead. */
  end: string;
}

/** Asks all questions at once, each over its own connection, and reads every stream to its end. */
export async function openStreams(origin: string, questions: readonly string[]): Promise<StreamOutcome[]> {
  const agent = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });
  try {
    return await Promise.all(questions.map((question) => readStream(`${origin}/api/chat`, question, agent)));
  } finally {
    agent.destroy();
  }
}

function readStream(address: string, question: string, agent: Agent): Promise<StreamOutcome> {
  const begun = performance.now();
  const body = JSON.stringify({ messages: [{ role: "user", content: question }] });
  return new Promise((resolve) => {
    let firstEventMs: number | undefined;
    let read = "";
    const end = (how: string): void => resolve({ firstEventMs, totalMs: performance.now() - begun, end: how });
    const headers = { "Content-Type": "application/json", Accept: "text/event-stream" };
    request(address, { method: "POST", agent, headers }, (response) => {
      response.setEncoding("utf8").on("data", (text: string) => {
        read += text;
        if (firstEventMs === undefined && read.includes("event: ")) firstEventMs = performance.now() - begun;
      });
      response.on("end", () => end(response.statusCode === 200 ? lastEvent(read) : `status ${response.statusCode}`));
      response.on("error", (error) => end(error.message));
    })
      .on("error", (error) => end(error.message))
      .end(body);
  });
}

const lastEvent = (read: string): string =>
  Array.from(read.matchAll(/^event: ([\w-]+)$/gmu), ([, name]) => name ?? "").at(-1) ?? "no event";
