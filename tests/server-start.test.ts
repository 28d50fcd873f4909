import { mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, it, vi } from "vitest";
import { type Spawned, spawnProgram } from "./spawned.ts";

const DATA_DIR = mkdtempSync(join(tmpdir(), "server-start-"));
let server: Spawned | undefined;

const start = (settings: Record<string, string>): Spawned => {
  server = spawnProgram("src/server.ts", [], { DATA_DIR, ...settings });
  return server;
};

afterEach(async () => {
  server?.process.kill("SIGKILL");
  await server?.ended;
});
afterAll(() => {
  rmSync(DATA_DIR, { recursive: true, force: true });
});

it("npm start listens at once and prints where, reads the document in, gets ready, answers, and ends when told", async () => {
  const { process: child, printed, ended } = start({ PORT: "0" });
  const died = ended.then((code) => Promise.reject(new Error(`ended with ${code}: ${printed.stderr}`)));
  const until = (condition: () => void | Promise<void>): Promise<void> =>
    Promise.race([vi.waitFor(condition, 50_000), died]);
  await until(() => expect(printed.stdout).toContain("http://"));
  const [url = ""] = /http:\/\/127\.0\.0\.1:\d+\//.exec(printed.stdout) ?? [];
  expect((await fetch(`${url}healthz`)).status).toBe(200);
  await until(async () => expect((await fetch(`${url}readyz`)).status).toBe(200));
  expect(printed.stdout.indexOf(url)).toBeLessThan(printed.stdout.indexOf("準備ができました"));
  expect(await (await fetch(`${url}api/measures/5-3`)).json()).toMatchObject({ number: "(5)③" });
  expect(await (await fetch(url)).text()).toContain("施策ナビ");
  expect(printed.stderr).toBe("");
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
}, 90_000);

it("npm start says in Japanese and English that the port is taken, and ends", async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  const { port } = other.address() as AddressInfo;
  const { printed, ended } = start({ PORT: String(port) });
  expect(await ended).toBe(1);
  other.close();
  expect(printed.stderr).toContain(`ポート ${port} は使用中です`);
  expect(printed.stderr).toContain(`Port ${port} is in use`);
  expect(printed.stderr).not.toMatch(/^\s+at /m);
});

it("npm start names every setting it cannot read, and ends without listening", async () => {
  const { printed, ended } = start({ PORT: "abc", READS_PER_MINUTE: "-1" });
  expect(await ended).toBe(1);
  expect(printed.stdout).toBe("");
  expect(printed.stderr).toMatch(/設定を読めません.*invalid settings[\s\S]*PORT: [\s\S]*READS_PER_MINUTE: /);
  expect(printed.stderr).not.toMatch(/^\s+at /m);
});
