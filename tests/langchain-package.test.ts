import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as surface from "../src/langchain.ts";
import { OutsideProject } from "./outside-project.ts";
import { realDataFolder } from "./real-data.ts";

const guide = readFileSync(fileURLToPath(new URL("../docs/langchain.md", import.meta.url)), "utf8");
/** The guide's programs by the name in their first line. */
const programs = Object.fromEntries(
  Array.from(guide.matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/gu), ([, name = "", code = ""]) => [name, code]),
);
const [, configuration = ""] = /```json\n([\s\S]*?)```/u.exec(guide) ?? [];

const REPLY = "(5)⑫のキャリアアップ助成金が使えます。";
let asked: { model: string; messages: { role: string; content: string }[] }[] = [];
let model: Server;
let project: OutsideProject;
let environment: Record<string, string>;

/** A server that speaks the protocol of OpenAI and says one sentence. */
beforeAll(async () => {
  model = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => {
      body += chunk.toString("utf8");
    });
    request.on("end", () => {
      asked.push(JSON.parse(body));
      const choices = [{ index: 0, message: { role: "assistant", content: REPLY }, finish_reason: "stop" }];
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ id: "1", object: "chat.completion", created: 0, model: "told", choices }));
    });
  });
  await new Promise<void>((resolve) => model.listen(0, "127.0.0.1", resolve));
  environment = {
    DATA_DIR: await realDataFolder(),
    VECTOR_INDEX: "exact",
    MODEL: "told",
    MODEL_ADDRESS: `http://127.0.0.1:${(model.address() as AddressInfo).port}/v1`,
  };
  project = new OutsideProject({
    ...programs,
    "package.json": JSON.stringify({ name: "outside", private: true, type: "module" }),
    "tsconfig.json": configuration,
  });
});
afterAll(() => {
  project.remove();
  model.close();
});

async function print(program: string): Promise<string> {
  asked = [];
  const { code, output, errors } = await project.run(program, environment);
  expect(errors).toBe("");
  expect(code).toBe(0);
  return output;
}

describe("a project outside that installs the package", () => {
  it("finds each example of docs/langchain.md free of type errors", async () => {
    expect(Object.keys(programs)).toHaveLength(4);
    expect(await project.checkTypes()).toEqual({ code: 0, output: "", errors: "" });
  });

  it("is told by the types when it uses them wrongly", async () => {
    const wrong = new OutsideProject({
      "tsconfig.json": configuration,
      "package.json": JSON.stringify({ type: "module" }),
      "wrong.ts": [
        'import { loadShisakuNavi } from "shisaku-navi";',
        "const navi = await loadShisakuNavi();",
        "navi.retriever({ k: 'five' });",
        "const { kind } = await navi.answer.invoke({ question: '予算は?' });",
        "console.log(kind === 'maybe');",
      ].join("\n"),
    });
    const { code, output } = await wrong.checkTypes();
    wrong.remove();
    expect(code).not.toBe(0);
    expect(Array.from(output.matchAll(/^wrong\.ts\((\d+),/gmu), ([, line]) => Number(line))).toEqual([3, 4, 5]);
  });

  it("asks a model of its own with our sources in the prompt", async () => {
    expect(await print("retriever-prompt-model.ts")).toBe(`${REPLY}\n`);
    expect(asked).toHaveLength(1);
    const [system, human] = asked[0]!.messages;
    expect(human).toEqual({ role: "user", content: "非正規の社員を正社員にしたい" });
    expect(system!.content).toContain("キャリアアップ助成金");
    expect(system!.content.match(/^\(\d+\)\S+ .+ p\.\d\S*$/gmu)).toHaveLength(5);
  });

  it("takes the cited figures of an answer on in a sequence, and asks further", async () => {
    const output = await print("answer-in-a-sequence.ts");
    expect(output).toMatch(/^\[\s+'\(4\)④ くるみん認定企業への優遇措置: くるみん認定企業数.*社/u);
    const [, follow = ""] = output.split("]\n");
    expect(follow).toMatch(/^\(5\)③ .*億円/su);
  });

  it("shows an answer's text with its sources", async () => {
    expect(await print("stream-text.ts")).toMatch(/\[1\][\s\S]*\n\n出典\n\[1\] \(5\)③ .+ p\.\d+ \/measures\/5-3$/u);
  });

  it("searches its own document beside ours", async () => {
    const [first, second, third, ...filtered] = (await print("vector-store.ts")).split("\n");
    expect(first).toMatch(/^0\.\d\d chamber-1 商工会の窓口では/u);
    expect([second, third]).toEqual([
      expect.stringMatching(/^0\.\d\d \d+-\d+\//u),
      expect.stringMatching(/^0\.\d\d /u),
    ]);
    expect(filtered.join(" ").match(/\(\d+\)\S/gu)).toHaveLength(5);
  });
});

it("docs/langchain.md names every class and function that the package exports", () => {
  const named = new Set(Array.from(guide.matchAll(/`(\w+)(?:\([^`]*)?`/gu), ([, name]) => name));
  expect(Object.keys(surface).filter((name) => !named.has(name))).toEqual([]);
});
