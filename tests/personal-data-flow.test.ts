import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { feedbackPath } from "../src/feedback/feedback-store.ts";
import { MASK } from "../src/feedback/mask-personal-data.ts";
import { asking, eventStream, postJson, type RunningApp, realApp } from "./real-app.ts";
import { ScriptedModel } from "./scripted-model.ts";

const ANSWER_ID = "00000000-0000-4000-8000-000000000000";
/** Each with the figures that must be nowhere afterwards. */
const TOLD: readonly (readonly [told: string, secret: RegExp])[] = [
  ["電話は090-1234-5678です。", /1234[-\s]?5678/u],
  ["連絡先はtaro.yamada@example.co.jpです。", /taro|example\.co/u],
  ["〒100-8901 東京都千代田区霞が関1-3-1の会社です。", /8901|霞が関/u],
  ["マイナンバーは1234 5678 9018です。", /9018/u],
  ["みずほ銀行 新宿支店 普通 7654321です。", /7654321|新宿支店/u],
  ["カードは4111-1111-1111-1111です。", /4111|1111/u],
  ["運転免許証の番号は301234567890です。", /301234567890/u],
  ["パスポート番号はTK1234567です。", /TK1234567/u],
];
const QUESTION = "業務改善助成金とは何ですか。";
const NOTICE = "個人情報は、入力しないようお願いします";

let model: ScriptedModel;
let folder: string;
let plain: RunningApp;
let writing: RunningApp;

beforeAll(async () => {
  model = await ScriptedModel.start();
  folder = mkdtempSync(join(tmpdir(), "personal-data-"));
  plain = await realApp({ DATA_DIR: folder });
  writing = await realApp({ DATA_DIR: folder, ...model.environment });
});
afterAll(async () => {
  await model.stop();
  rmSync(folder, { recursive: true, force: true });
});

const send = async ({ app }: RunningApp, path: string, body: unknown, headers = {}): Promise<string> => {
  const response = await app.request(path, postJson(body, headers));
  expect(response.status).toBeLessThan(300);
  return response.text();
};

describe.each(TOLD)("%s", (told, secret) => {
  it("is warned of, searched without and repeated nowhere, in an answer as JSON and as events", async () => {
    const whole = await send(plain, "/api/chat", asking(`${told}${QUESTION}`));
    const events = await send(plain, "/api/chat", asking(`${told}${QUESTION}`), eventStream);
    expect(whole).toContain(NOTICE);
    expect(events).toContain(NOTICE);
    expect(whole).toContain('"measureId":"5-1"');
    expect(whole).not.toMatch(secret);
    expect(events).not.toMatch(secret);
  });

  it("never reaches a language model: not from the question, nor from what was said before, nor from the profile", async () => {
    const before = model.requests.length;
    const history = [
      { role: "user", content: told },
      { role: "assistant", content: `承りました。${told}`, citations: ["5-1"] },
    ];
    await send(writing, "/api/chat", asking(`${told}${QUESTION}`));
    await send(writing, "/api/chat", { messages: [...history, ...asking(QUESTION).messages] });
    await send(writing, "/api/chat", { ...asking(QUESTION), company: { description: told, needs: [told] } });
    const sent = model.requests.slice(before);
    expect(sent.length).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(sent.map(({ body }) => body))).not.toMatch(secret);
  });

  it("is not in what is kept of feedback", async () => {
    await send(plain, "/api/feedback", { answerId: ANSWER_ID, useful: false, comment: `${told}予算は違いました` });
    const kept = readFileSync(feedbackPath(folder), "utf8");
    expect(kept).toContain(`${MASK}`);
    expect(kept).toContain("予算は違いました");
    expect(kept).not.toMatch(secret);
  });

  it("is not in the server's log, whatever is wrong with the request", async () => {
    await plain.app.request("/api/chat", postJson({ messages: told }));
    await plain.app.request(`/?ask=${encodeURIComponent(told)}`);
    await plain.app.request(`/${encodeURIComponent(told)}`);
    expect(JSON.stringify([plain.logError.mock.calls, writing.logError.mock.calls])).not.toMatch(secret);
  });
});

it("a question without it is not warned of", async () => {
  expect(await send(plain, "/api/chat", asking(QUESTION))).not.toContain(NOTICE);
});
