import { describe, expect, it } from "vitest";
import { sourceList } from "../src/answer/source-list.ts";
import { listModels } from "../src/http/openai-model.ts";
import { ChatCompletionRequest, promptText, readMessages } from "../src/http/openai-request.ts";
import { estimateTokens } from "../src/http/openai-tokens.ts";
import { buildRealAssistant } from "./real-assistant.ts";

const read = (messages: unknown[]) => readMessages(ChatCompletionRequest.parse({ messages }));
const ask = { role: "user", content: "その予算は?" };
const cited = {
  n: 1,
  edition: "2025-02",
  measureId: "5-3",
  number: "(5)③",
  title: "キャリアアップ助成金",
  pages: { first: 73, last: 73, exact: true },
  column: "policy" as const,
  quote: "助成する。",
  url: "/measures/5-3",
};

describe("the conversation of a chat client", () => {
  it("is what user and assistant said, an answer of ours with the measures it cites", () => {
    const answer = `助成します。[1]${sourceList([cited])}`;
    const said = [
      { role: "system", content: "You are helpful." },
      { role: "user", content: "助成金" },
      { role: "assistant", content: answer },
      { role: "tool", content: "(1)①" },
      ask,
    ];
    expect(read(said)).toEqual([
      { role: "user", content: "助成金" },
      { role: "assistant", content: "助成します。[1]", citations: ["5-3"] },
      ask,
    ]);
  });

  it("is its newest 41 messages where it is longer", () => {
    const history = Array.from({ length: 60 }, (_, n) => ({
      role: n % 2 === 0 ? "user" : "assistant",
      content: `${n}`,
    }));
    const kept = read([...history, ask]);
    expect(kept.map(({ content }) => content)).toEqual([
      ...Array.from({ length: 40 }, (_, n) => `${n + 20}`),
      ask.content,
    ]);
  });

  it("keeps the sources of an answer of another model that is too long to be read whole", () => {
    const [, long] = read([
      { role: "user", content: "a" },
      { role: "assistant", content: "い".repeat(9000) + sourceList([cited]) },
      ask,
    ]);
    expect(long).toEqual({ role: "assistant", content: "い".repeat(8000), citations: ["5-3"] });
  });

  it("has the text of a message in parts, and none where there is none", () => {
    const parts = [
      { type: "text", text: "助成金" },
      { type: "image_url", image_url: { url: "x" } },
      { type: "text", text: "予算" },
    ];
    expect(
      read([{ role: "assistant", content: null }, { role: "assistant" }, { role: "user", content: parts }]),
    ).toEqual([
      { role: "assistant", content: "", citations: [] },
      { role: "assistant", content: "", citations: [] },
      { role: "user", content: "助成金\n予算" },
    ]);
  });
});

describe("tokens", () => {
  it.each([
    ["", 0],
    ["くるみん", 4],
    ["abcd", 1],
    ["abcde", 2],
    ["R6補正", 3],
    ["𠮷", 1],
  ])("of %j are estimated as %i", (text, tokens) => {
    expect(estimateTokens(text)).toBe(tokens);
  });

  it("of a prompt are those of all its messages", () => {
    const request = ChatCompletionRequest.parse({ messages: [{ role: "system", content: "助ける" }, ask] });
    expect(promptText(request)).toBe("助ける\nその予算は?");
  });
});

describe("the models", () => {
  it("are one for each edition too where there are several to choose from", async () => {
    const { assistant } = await buildRealAssistant();
    const library = { editions: ["2026-02", "2025-02"], assistant: () => assistant };
    expect(listModels({ library: () => library }).map(({ id }) => id)).toEqual([
      "shisaku-navi",
      "shisaku-navi:2026-02",
      "shisaku-navi:2025-02",
    ]);
  });
});
