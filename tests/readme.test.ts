import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { Settings } from "../src/config.ts";

const README = fileURLToPath(new URL("../README.md", import.meta.url));
const rows = Array.from(
  readFileSync(README, "utf8").matchAll(/^\|\s*`([A-Z][A-Z0-9_]+)`\s*\|\s*([^|]+?)\s*\|/gm),
  ([, name = "", standard = ""]) => ({ name, standard }),
);

it("README's table of settings has every setting once and no other", () => {
  expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(Settings.shape).toSorted());
});

it("README's table of settings has the defaults of all that are numbers, and of no other", () => {
  const numbers = Object.entries(Settings.parse({})).filter(([, value]) => typeof value === "number");
  const written = rows.filter(({ standard }) => /^`\d+`$/.test(standard));
  expect(Object.fromEntries(written.map(({ name, standard }) => [name, standard]))).toEqual(
    Object.fromEntries(numbers.map(([name, value]) => [name, `\`${value}\``])),
  );
});
