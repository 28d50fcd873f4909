import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { ALLOWED_LICENCES, INSTALL_SCRIPTS, OTHER_LICENCES, REASONS } from "./supply-chain/allowed.ts";
import { describeDependencies } from "./supply-chain/describe-dependencies.ts";
import { broughtBy, directDependencies, packagesOf, productionPackages, readLock } from "./supply-chain/read-lock.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string): string => readFileSync(`${ROOT}${path}`, "utf8");

const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
  optionalDependencies: z.record(z.string(), z.string()),
});
const manifest = Manifest.parse(JSON.parse(read("package.json")));
const lock = readLock();
const all = packagesOf(lock);
const production = productionPackages(lock);

describe("the lock file", () => {
  it("names every package by its content, so that what is installed is what was tried", () => {
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(({ integrity }) => !/^sha512-[\w+/]{86}==$/u.test(integrity ?? ""))).toEqual([]);
  });

  it("leaves where from to npm: no package from a repository, an address or a folder", () => {
    expect(all.filter(({ resolved, link }) => resolved !== undefined || link)).toEqual([]);
  });

  it("fits package.json, which asks for versions and nothing else", () => {
    const root = lock.packages[""];
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    expect(root).toMatchObject({ dependencies, devDependencies, optionalDependencies });
    const wanted = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(wanted.filter(([, version]) => !/^[~^]?\d+\.\d+\.\d+$/u.test(version))).toEqual([]);
  });
});

describe("packages of the product", () => {
  it("have licences that let anybody use and pass them on, but for those with a reason", () => {
    const others = production.filter(({ license }) => !ALLOWED_LICENCES.has(license ?? "none"));
    const unexplained = others.filter(
      ({ called, license }) =>
        !OTHER_LICENCES.some(({ pattern, licence }) => pattern.test(called) && licence.test(license ?? "none")),
    );
    expect(unexplained.map(({ called, license }) => `${called}: ${license}`)).toEqual([]);
    const unused = OTHER_LICENCES.filter(({ pattern }) => !others.some(({ called }) => pattern.test(called)));
    expect(unused).toEqual([]);
  });

  it("flatbuffers is under the Apache License, as its own file says", () => {
    expect(read("node_modules/flatbuffers/LICENSE.txt")).toMatch(/Apache License\s+Version 2\.0/u);
  });

  it("run no script when installed, but for those named with a reason", () => {
    const running = all.filter(({ hasInstallScript }) => hasInstallScript).map(({ called }) => called);
    expect(running.sort()).toEqual(Object.keys(INSTALL_SCRIPTS).sort());
  });

  it("are compiled when installed only where it is said", () => {
    const compiled = production.filter(({ path }) => existsSync(`${ROOT}${path}/binding.gyp`));
    expect(compiled.map(({ called }) => called)).toEqual(["hnswlib-node"]);
  });

  it("are each brought by one that we chose, for a reason", () => {
    const direct = directDependencies(lock);
    const brought = new Set(direct.flatMap((name) => Array.from(broughtBy(lock, name).keys())));
    expect(production.filter(({ path }) => !brought.has(path)).map(({ path }) => path)).toEqual([]);
    expect(Object.keys(REASONS).sort()).toEqual(direct);
  });

  it("are listed in docs/dependencies.md as they are (npx tsx tests/supply-chain/main.ts)", () => {
    expect(read("docs/dependencies.md")).toBe(describeDependencies(lock));
  });
});

const DEVELOPMENT = "cdx:npm:package:development";
const Bill = z.object({
  bomFormat: z.literal("CycloneDX"),
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      hashes: z.array(z.unknown()).min(1),
      properties: z.array(z.object({ name: z.string() })),
    }),
  ),
});

it("has a bill of materials with every package of the product, by the command in docs/dependencies.md", async () => {
  const [, command = ""] = /^(npm sbom .+?) > sbom\.json$/mu.exec(read("docs/dependencies.md")) ?? [];
  const [program = "", ...given] = command.split(" ");
  const { stdout } = await promisify(execFile)(program, given, { cwd: ROOT, maxBuffer: 64e6 });
  const { components } = Bill.parse(JSON.parse(stdout));
  const shipped = components.filter(({ properties }) => !properties.some(({ name }) => name === DEVELOPMENT));
  const named = new Set(shipped.map(({ name, version }) => `${name}@${version}`));
  expect(named).toEqual(new Set(production.map(({ called, version }) => `${called}@${version}`)));
});
