import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { Settings } from "../src/config.ts";

const README = fileURLToPath(new URL("../README.md", import.meta.url));

it("README's table of settings has every setting once and no other", () => {
  const rows = readFileSync(README, "utf8").matchAll(/^\|\s*`([A-Z][A-Z0-9_]+)`\s*\|/gm);
  expect(Array.from(rows, ([, name]) => name).toSorted()).toEqual(Object.keys(Settings.shape).toSorted());
});
