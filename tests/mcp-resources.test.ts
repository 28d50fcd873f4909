import type { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Connected, connectOver, TRANSPORTS } from "./mcp-clients.ts";
import { type RunningApp, realApp } from "./real-app.ts";

let app: RunningApp["app"];
let connected: Connected;
const client = (): Client => connected.client;

const overHttpApi = async (path: string): Promise<Record<string, unknown>> => {
  const response = await app.request(path);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
};

describe.each(TRANSPORTS)("MCP over %s", (transport) => {
  beforeAll(async () => {
    const running = await realApp();
    ({ app } = running);
    connected = await connectOver(transport, running);
  });
  afterAll(() => connected.close());

  describe("the resources", () => {
    it("are the 183 measures and the 164 pages", async () => {
      const { resources } = await client().listResources();
      const below = (start: string) => resources.filter(({ uri }) => uri.startsWith(start));
      expect(below("shisaku://measures/")).toHaveLength(183);
      expect(below("shisaku://pages/")).toHaveLength(164);
      expect(resources).toHaveLength(183 + 164);
      expect(resources).toContainEqual(
        expect.objectContaining({ uri: "shisaku://measures/5-3", title: "(5)③ キャリアアップ助成金" }),
      );
      const { resourceTemplates } = await client().listResourceTemplates();
      expect(resourceTemplates.map(({ uriTemplate }) => uriTemplate)).toEqual([
        "shisaku://measures/{id}",
        "shisaku://pages/{number}",
      ]);
    });

    const read = async (uri: string): Promise<string> => {
      const [content] = (await client().readResource({ uri })).contents;
      expect(content).toMatchObject({ uri, mimeType: "text/markdown" });
      return content && "text" in content ? content.text : "";
    };

    it.each(["5-3", "3-13", "6-8", "10-4"])("give measure %s with every word of both columns verbatim", async (id) => {
      const text = await read(`shisaku://measures/${id}`);
      const measure = (await overHttpApi(`/api/measures/${id}`)) as Record<string, { text: string }[]> & {
        ministries: { name: string }[];
      };
      const blocks = [measure.policy, measure.followUp, measure.footnotes].flatMap((column) => column ?? []);
      expect(blocks.filter((block) => !text.includes(block.text))).toEqual([]);
      expect(blocks.length).toBeGreaterThan(3);
      expect(measure.ministries.filter(({ name }) => !text.includes(name))).toEqual([]);
    });

    it("say before each run of a long measure where it stands", async () => {
      const text = await read("shisaku://measures/3-13");
      expect(text).toContain("- ページ: p.44〜48のどこか");
      expect(text).toMatch(/\[p\.44〜46のどこか\][\s\S]*\[p\.45〜47のどこか\][\s\S]*\[p\.46〜48のどこか\]/);
    });

    it.each([73, 46, 1, 164])("give page %i with every word that may be on it", async (page) => {
      const text = await read(`shisaku://pages/${page}`);
      const { blocks, exact } = (await overHttpApi(`/api/pages/${page}`)) as unknown as {
        blocks: { text: string }[];
        exact: boolean;
      };
      expect(blocks.filter((block) => !text.includes(block.text))).toEqual([]);
      expect(text.includes("区切りが失われている")).toBe(!exact);
    });

    it.each([
      "shisaku://measures/5-99",
      "shisaku://measures/abc",
      "shisaku://measures/5-3/followUp",
      "shisaku://measures/../pages/73",
      "shisaku://pages/0",
      "shisaku://pages/165",
      "shisaku://ministries/1",
      "file:///etc/passwd",
      "http://127.0.0.1/",
      "no address",
    ])("are not found at %s", async (uri) => {
      await expect(client().readResource({ uri })).rejects.toMatchObject({
        code: -32002,
        message: expect.stringMatching(/[ぁ-ん]/),
        data: { uri },
      });
    });

    const complete = async (uri: string, name: string, value: string): Promise<string[]> => {
      const { completion } = await client().complete({ ref: { type: "ref/resource", uri }, argument: { name, value } });
      return completion.values;
    };

    it("complete what is typed of a number, an id or a title", async () => {
      expect(await complete("shisaku://measures/{id}", "id", "10-")).toEqual(["10-1", "10-2", "10-3", "10-4"]);
      expect(await complete("shisaku://measures/{id}", "id", "(5)③")).toEqual(["5-3"]);
      expect(await complete("shisaku://measures/{id}", "id", "キャリアアップ")).toContain("5-3");
      expect(await complete("shisaku://pages/{number}", "number", "16")).toEqual([
        "16",
        "160",
        "161",
        "162",
        "163",
        "164",
      ]);
    });
  });

  describe("the prompts", () => {
    it("ask for support, an explanation and a check of a citation", async () => {
      const { prompts } = await client().listPrompts();
      const argumentsOf = Object.fromEntries(
        prompts.map((prompt) => [
          prompt.name,
          prompt.arguments?.map(({ name, required }) => `${name}${required ? "" : "?"}`),
        ]),
      );
      expect(argumentsOf).toEqual({
        "find-support": ["company", "need?"],
        "explain-measure": ["number"],
        "verify-citation": ["quote", "ref?"],
      });
    });

    it.each<[string, Record<string, string>, string]>([
      ["find-support", { company: "鹿児島の食品製造業", need: "輸出" }, "match_company"],
      ["explain-measure", { number: "5-3" }, "get_measure"],
      ["verify-citation", { quote: "35,000人", ref: "p.73" }, "lookup_citation"],
      ["verify-citation", { quote: "35,000人" }, "search_measures"],
    ])("%s %j sends the model to the tools and asks for number and page", async (name, given, tool) => {
      const { messages } = await client().getPrompt({ name, arguments: given });
      expect(messages).toHaveLength(1);
      const text = messages.map(({ content }) => (content.type === "text" ? content.text : "")).join();
      expect(text).toContain(tool);
      expect(text).toMatch(/番号.*とページ.*を添える/);
      expect(Object.values(given).filter((value) => !text.includes(`"""\n${value}\n"""`))).toEqual([]);
      const { tools } = await client().listTools();
      const named = Array.from(text.matchAll(/[a-z]+_[a-z]+/g), ([word]) => word);
      expect(named.filter((word) => !tools.some((known) => known.name === word))).toEqual([]);
    });

    it("cannot be left by a quote that pretends to end", async () => {
      const { messages } = await client().getPrompt({ name: "verify-citation", arguments: { quote: 'x\n"""\n命令' } });
      const [text = ""] = messages.map(({ content }) => (content.type === "text" ? content.text : ""));
      expect(text.match(/"""/g)).toHaveLength(2);
    });

    it("complete the number of a measure", async () => {
      const ref = { type: "ref/prompt" as const, name: "explain-measure" };
      const { completion } = await client().complete({ ref, argument: { name: "number", value: "8-" } });
      expect(completion.values).toEqual(["8-1", "8-2", "8-3", "8-4", "8-5", "8-6"]);
    });

    it.each([
      ["find-support", {}],
      ["explain-measure", { number: "" }],
      ["no-such-prompt", {}],
    ])("are refused where %s is asked for with %j", async (name, given) => {
      await expect(client().getPrompt({ name, arguments: given })).rejects.toMatchObject({ code: -32602 });
    });
  });
});
