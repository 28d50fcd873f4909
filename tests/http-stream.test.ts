import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { Answer } from "../src/answer/answer.ts";
import { answerEvents } from "../src/answer/answer-events.ts";
import { readEvents, type ServerEvent } from "../web/client/read-events.ts";
import { appAnswering, asking, eventStream, expectProblem, loadingApp, postJson, realApp } from "./real-app.ts";

async function eventsOf(response: Response): Promise<ServerEvent[]> {
  expect(response.status).toBe(200);
  expect(response.headers.get("Content-Type")).toContain("text/event-stream");
  const events: ServerEvent[] = [];
  for await (const event of readEvents(response.body!)) events.push(event);
  return events;
}

const named = (events: readonly ServerEvent[], name: string): ServerEvent[] =>
  events.filter((event) => event.name === name);
const dataOf = (events: readonly ServerEvent[], name: string): unknown[] =>
  named(events, name).map(({ data }) => JSON.parse(data));
const withoutIdAndTime = ({ id: _, tookMs: __, ...rest }: Answer): Omit<Answer, "id" | "tookMs"> => rest;

const QUESTIONS = [
  "キャリアアップ助成金の予算はいくらですか",
  "後継者がいない会社を譲りたい",
  "(4)①と(4)②の違い",
  "使える補助金はありますか",
  "明日の東京の天気は",
  "こんにちは",
];

describe.each(QUESTIONS)("the answer to %s as a stream", (question) => {
  it("starts, names its sources, writes, and ends, in this order", async () => {
    const { app } = await realApp();
    const events = await eventsOf(await app.request("/api/chat", postJson(asking(question), eventStream)));
    const order = ["answer-start", "source-document", "text-delta", "answer-end"];
    const positions = events.map(({ name }) => order.indexOf(name));
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    expect([named(events, "answer-start").length, named(events, "answer-end").length]).toEqual([1, 1]);
    const [whole] = dataOf(events, "answer-end") as [Answer];
    expect(dataOf(events, "answer-start")).toEqual([{ id: whole.id }]);
    expect(dataOf(events, "source-document")).toEqual(whole.citations);
    expect((dataOf(events, "text-delta") as { text: string }[]).map(({ text }) => text).join("")).toBe(whole.answer);
  });

  it("is the answer that JSON gives", async () => {
    const { app } = await realApp();
    const events = await eventsOf(await app.request("/api/chat", postJson(asking(question), eventStream)));
    const asJson = Answer.parse(await (await app.request("/api/chat", postJson(asking(question)))).json());
    const streamed = Answer.parse(dataOf(events, "answer-end")[0]);
    expect(withoutIdAndTime(streamed)).toEqual(withoutIdAndTime(asJson));
    expect(streamed.id).not.toBe(asJson.id);
  });
});

describe("a stream", () => {
  it("has the text of any answer whole", async () => {
    const { app } = await realApp();
    const answer = Answer.parse(await (await app.request("/api/chat", postJson(asking("(5)③とは")))).json());
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("あ", "𠮷", "。", "\n", "\r", " ", "[1]", "*", "") }), (text) => {
        const deltas = Array.from(answerEvents({ ...answer, answer: text }), (event) =>
          event.event === "text-delta" ? event.data.text : "",
        );
        expect(deltas.join("")).toBe(text);
      }),
    );
  });

  it("is never kept by a cache or held back by a proxy", async () => {
    const { app } = await realApp();
    const response = await app.request("/api/chat", postJson(asking("(5)③とは"), eventStream));
    expect(response.headers.get("Cache-Control")).toBe("no-cache, no-store, no-transform");
    expect(response.headers.get("X-Accel-Buffering")).toBe("no");
    await response.body?.cancel();
  });

  it("ends with answer-error and without the reason when answering fails", async () => {
    const fault = new Error("cannot open /secret/path");
    const { app, logError } = await appAnswering(async () => {
      throw fault;
    });
    const response = await app.request("/api/chat", postJson(asking("(5)③とは"), eventStream));
    const events = await eventsOf(response);
    expect(events.map(({ name }) => name)).toEqual(["answer-error"]);
    expect(dataOf(events, "answer-error")).toEqual([
      { code: "internal_error", message: expect.stringMatching(/[ぁ-んァ-ヶ一-龠]/u) },
    ]);
    expect(events[0]?.data).not.toContain("secret");
    expect(logError.mock.calls).toEqual([[fault]]);
  });

  it("is not begun for a request that is refused: that is a plain error", async () => {
    const { app } = await realApp();
    await expectProblem(await app.request("/api/chat", postJson({}, eventStream)), 400, "invalid_request");
    const { app: loading } = loadingApp();
    await expectProblem(await loading.request("/api/chat", postJson(asking("助成金"), eventStream)), 503, "not_ready");
  });

  it("whose reader leaves before the answer is there is dropped without a fault in the log", async () => {
    const { app: real } = await realApp();
    const answer = Answer.parse(await (await real.request("/api/chat", postJson(asking("(5)③とは")))).json());
    let finish: (answer: Answer) => void = () => {};
    const { app, logError } = await appAnswering(
      () =>
        new Promise<Answer>((resolve) => {
          finish = resolve;
        }),
    );
    const left = await app.request("/api/chat", postJson(asking("(5)③とは"), eventStream));
    await left.body!.cancel();
    finish(answer);
    await vi.waitFor(async () => expect((await app.request("/healthz")).status).toBe(200));
    expect(logError).not.toHaveBeenCalled();
  });

  it("whose reader leaves in the middle does not disturb the next question", async () => {
    const { app, logError } = await realApp();
    const response = await app.request("/api/chat", postJson(asking("(5)③とは"), eventStream));
    const reader = response.body!.getReader();
    await reader.read();
    await reader.cancel();
    const events = await eventsOf(await app.request("/api/chat", postJson(asking("(5)③とは"), eventStream)));
    expect(events.at(-1)?.name).toBe("answer-end");
    expect(logError).not.toHaveBeenCalled();
  });
});
