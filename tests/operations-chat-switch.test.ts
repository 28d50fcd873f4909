import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ChatSwitch, chatSwitchPath } from "../src/operations/chat-switch.ts";
import { asBrowser, asking, eventStream, expectProblem, postJson, type RunningApp, realApp } from "./real-app.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "chat-switch-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const turnOff = (message = ""): void => writeFileSync(chatSwitchPath(folder), message);
const turnOn = (): void => rmSync(chatSwitchPath(folder), { recursive: true });

describe("the switch", () => {
  let now = 0;
  const chatSwitch = (): ChatSwitch => {
    now = 0;
    return new ChatSwitch(chatSwitchPath(folder), () => now);
  };

  it("is on where there is no file, nor folder for it", async () => {
    expect(await chatSwitch().offMessage()).toBeUndefined();
    const nowhere = new ChatSwitch(chatSwitchPath(join(folder, "nowhere", "else")), () => 0);
    expect(await nowhere.offMessage()).toBeUndefined();
  });

  it("is seen within a second, both ways", async () => {
    const switched = chatSwitch();
    expect(await switched.offMessage()).toBeUndefined();
    turnOff();
    now += 1000;
    expect(await switched.offMessage()).toMatch(/止めています/);
    turnOn();
    now += 1000;
    expect(await switched.offMessage()).toBeUndefined();
  });

  it("is not looked at for every question", async () => {
    const switched = chatSwitch();
    expect(await switched.offMessage()).toBeUndefined();
    turnOff();
    now += 999;
    expect(await switched.offMessage()).toBeUndefined();
  });

  it.each([
    ["", /^ただいま質問の受付を止めています。$/],
    ["  \n", /^ただいま質問の受付を止めています。$/],
    ["点検のため、17時まで止めています。\n", /^点検のため、17時まで止めています。$/],
    ["長い".repeat(1000), /^(?:長い){150}$/],
  ])("says what stands in the file: %j", async (text, said) => {
    turnOff(text);
    expect(await chatSwitch().offMessage()).toMatch(said);
  });

  it("is off too where the file cannot be read: whoever put it there meant it", async () => {
    mkdirSync(chatSwitchPath(folder));
    expect(await chatSwitch().offMessage()).toMatch(/止めています/);
    turnOn();
    turnOff("secret");
    chmodSync(chatSwitchPath(folder), 0o000);
    expect(await chatSwitch().offMessage()).toBeDefined();
  });
});

describe("while questions are off", () => {
  const MESSAGE = "点検のため、17時まで止めています。";
  const call = (name: string): RequestInit =>
    postJson(
      { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: ARGUMENTS[name] } },
      { Accept: "application/json, text/event-stream", Host: "localhost" },
    );
  const ARGUMENTS: Record<string, object> = {
    ask: { question: "(5)③とは" },
    match_company: { company: { needs: ["後継者がいない"] } },
    get_measure: { id: "5-3" },
    search_measures: { query: "後継者" },
  };
  const QUESTIONS: [name: string, path: string, request: RequestInit][] = [
    ["the chat", "/api/chat", postJson(asking("(5)③とは"))],
    ["the chat's stream", "/api/chat", postJson(asking("(5)③とは"), eventStream)],
    ["the match", "/api/match", postJson({ company: { needs: ["後継者がいない"] } })],
    ["OpenAI's clients", "/v1/chat/completions", postJson(asking("(5)③とは"))],
    ["MCP's ask", "/mcp", call("ask")],
    ["MCP's match_company", "/mcp", call("match_company")],
    [
      "the plain form",
      "/",
      { method: "POST", headers: asBrowser, body: new URLSearchParams({ question: "(5)③とは" }) },
    ],
    ["a shared address", "/?ask=(5)③とは", { headers: asBrowser }],
  ];
  const READING: [name: string, path: string, request?: RequestInit][] = [
    ["the chat page", "/"],
    ["the list", "/browse"],
    ["a measure", "/measures/5-3"],
    ["a page", "/pages/73"],
    ["the API's measures", "/api/measures/5-3"],
    ["a search", "/api/search", postJson({ query: "後継者" })],
    ["feedback", "/api/feedback", postJson({ answerId: "a", useful: true })],
    ["MCP's get_measure", "/mcp", call("get_measure")],
    ["MCP's search_measures", "/mcp", call("search_measures")],
    ["readiness", "/readyz"],
    ["the widget", "/widget.js"],
  ];
  let running: RunningApp;
  beforeEach(async () => {
    turnOff(MESSAGE);
    running = await realApp({ DATA_DIR: folder });
  });

  it.each(QUESTIONS)("%s is refused with the switch's words", async (_, path, request) => {
    const response = await running.app.request(path, request);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain(MESSAGE);
    expect(running.logError).not.toHaveBeenCalled();
  });

  it("an API client is told by code", async () => {
    const response = await running.app.request("/api/chat", postJson(asking("(5)③とは")));
    await expectProblem(response, 503, "chat_off");
  });

  it.each(READING)("%s goes on", async (_, path, request) => {
    const response = await running.app.request(path, request);
    expect([200, 201]).toContain(response.status);
    expect(await response.text()).not.toContain('"isError":true');
  });

  it("nothing is used up of the limits", async () => {
    const limited = await realApp({ DATA_DIR: folder, ASKS_PER_MINUTE: "1" });
    for (const [, path, request] of QUESTIONS) await limited.app.request(path, request);
    turnOn();
    await expect
      .poll(async () => (await limited.app.request("/api/chat", postJson(asking("(5)③とは")))).status, {
        timeout: 5000,
        interval: 200,
      })
      .toBe(200);
  });

  it("markup in the words is text on the page", async () => {
    turnOff("<script>alert(1)</script>");
    running = await realApp({ DATA_DIR: folder });
    const html = await (await running.app.request("/?ask=x", { headers: asBrowser })).text();
    expect(html).toContain("&lt;script>alert(1)");
    expect(html).not.toContain("<script>alert");
  });
});
