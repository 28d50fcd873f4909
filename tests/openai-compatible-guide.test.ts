import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { MODEL } from "../src/http/openai-model.ts";
import { listen } from "./listen.ts";
import { realApp } from "./real-app.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const guide = readFileSync(`${ROOT}docs/connect.md`, "utf8");
const SERVER = "http://localhost:8787";

/** The examples in a language, as somebody copies them. */
const examplesIn = (language: string): string[] =>
  Array.from(guide.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "gu")), ([, code = ""]) => code);

/** What a program says that reads its code from its input, in the project's folder. */
function run(
  program: string,
  parameters: readonly string[],
  code: string,
): Promise<{ output: string; errors: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, { cwd: ROOT });
    const said = { output: "", errors: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      said.output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said.errors += text;
    });
    child.on("error", reject);
    child.on("close", () => resolve(said));
    child.stdin.end(code);
  });
}

describe("docs/connect.md", () => {
  it.each(examplesIn("js").map((code, index) => [index + 1, code] as const))(
    "gives JavaScript that works as it stands: example %i",
    async (_, code) => {
      const address = await listen(await realApp());
      const { output, errors } = await run(process.execPath, ["--input-type=module"], code.replaceAll(SERVER, address));
      expect(errors).toBe("");
      expect(output).toContain(`\n出典\n[1] (5)③ キャリアアップ助成金 p.73 ${address}/measures/5-3`);
      expect(output).toMatch(/\n\(5\)③ p\.73: 【令和7年度当初予算:19\.9億円】\n$/u);
    },
  );

  it.each(examplesIn("sh").map((code, index) => [index + 1, code] as const))(
    "gives commands that work as they stand: example %i",
    async (_, code) => {
      const address = await listen(await realApp());
      const { output } = await run("sh", [], code.replaceAll(SERVER, address));
      expect(JSON.parse(output)).toMatchObject({ object: "chat.completion", model: MODEL });
    },
  );

  it("has an example for each client it names", () => {
    expect(["js", "sh", "python", "yaml"].map((language) => examplesIn(language).length)).toEqual([2, 1, 1, 2]);
    for (const code of ["js", "sh", "python"].flatMap(examplesIn)) expect(code).toContain(`${SERVER}/v1`);
  });

  it("shows the answer as it is", async () => {
    const address = await listen(await realApp());
    const response = await fetch(`${address}/v1/chat/completions`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ messages: [{ role: "user", content: "キャリアアップ助成金の予算はいくらですか" }] }),
    });
    const { choices } = (await response.json()) as { choices: { message: { content: string } }[] };
    expect(examplesIn("text")).toEqual([`${choices[0]?.message.content.replaceAll(address, SERVER)}\n`]);
  });
});
