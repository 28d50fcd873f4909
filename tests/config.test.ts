import { describe, expect, it } from "vitest";
import { readSettings, Settings, SettingsError } from "../src/config.ts";

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsError) return error.problems;
    throw error;
  }
  return [];
}

describe("settings that nobody gave", () => {
  it("are those of a service for one machine, with limits", () => {
    expect(readSettings({})).toMatchObject({
      PORT: 8787,
      HOST: "127.0.0.1",
      PUBLIC_URL: "",
      BASE_PATH: "",
      ALLOWED_ORIGINS: [],
      ASKS_PER_MINUTE: 15,
      READS_PER_MINUTE: 180,
      DOCUMENT_URL: "",
      VECTOR_INDEX: "hnsw",
      EMBEDDING_REMOTE: false,
    });
  });

  it("are also those given as nothing", () => {
    const names = Object.keys(Settings.shape);
    expect(names.length).toBeGreaterThan(10);
    const empty = Object.fromEntries(names.map((name) => [name, ""]));
    expect(readSettings(empty)).toEqual(readSettings({}));
    expect(readSettings({ PORT: undefined })).toEqual(readSettings({}));
  });

  it("are not disturbed by other variables", () => {
    expect(readSettings({ HOME: "/root", port: "1" })).toEqual(readSettings({}));
  });
});

const READ: [name: string, given: string, read: unknown][] = [
  ["PORT", "80", 80],
  ["PORT", "0", 0],
  ["HOST", "0.0.0.0", "0.0.0.0"],
  ["HOST", "::1", "::1"],
  ["PUBLIC_URL", "https://navi.example.go.jp/", "https://navi.example.go.jp"],
  ["PUBLIC_URL", "http://localhost:8787", "http://localhost:8787"],
  ["BASE_PATH", "/navi/", "/navi"],
  ["BASE_PATH", "/", ""],
  ["BASE_PATH", "/tools/navi", "/tools/navi"],
  ["ALLOWED_ORIGINS", "https://a.go.jp", ["https://a.go.jp"]],
  ["ALLOWED_ORIGINS", " https://a.go.jp/ , https://b.jp:8443,", ["https://a.go.jp", "https://b.jp:8443"]],
  ["ASKS_PER_MINUTE", "0", 0],
  ["READS_PER_MINUTE", "1000", 1000],
  ["DOCUMENT_URL", "https://www.cas.go.jp/document.pdf", "https://www.cas.go.jp/document.pdf"],
  ["VECTOR_INDEX", "exact", "exact"],
  ["EMBEDDING_REMOTE", "1", true],
  ["EMBEDDING_REMOTE", "true", true],
  ["EMBEDDING_REMOTE", "0", false],
  ["DATA_DIR", "/var/lib/navi", "/var/lib/navi"],
  ["FEEDBACK_MAX_BYTES", "100000000", 100_000_000],
];

describe("a setting", () => {
  it.each(READ)("%s=%s is read", (name, given, read) => {
    expect(readSettings({ [name]: given })).toMatchObject({ [name]: read });
  });

  it.each([
    ["PORT", "abc"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["PORT", "  "],
    ["PUBLIC_URL", "navi.example.go.jp"],
    ["PUBLIC_URL", "navi.example.go.jp:8787"],
    ["PUBLIC_URL", "javascript:alert(1)"],
    ["BASE_PATH", "navi"],
    ["BASE_PATH", "/na vi"],
    ["BASE_PATH", "//evil.example"],
    ["BASE_PATH", "/navi?x=1"],
    ["ALLOWED_ORIGINS", "*"],
    ["ALLOWED_ORIGINS", "example.go.jp"],
    ["ALLOWED_ORIGINS", "https://a.go.jp/path"],
    ["ALLOWED_ORIGINS", "https://a.go.jp https://b.go.jp"],
    ["ASKS_PER_MINUTE", "-1"],
    ["ASKS_PER_MINUTE", "many"],
    ["ASKS_PER_MINUTE", " "],
    ["READS_PER_MINUTE", "1.5"],
    ["DOCUMENT_URL", "document.pdf"],
    ["DOCUMENT_URL", "javascript:alert(1)"],
    ["VECTOR_INDEX", "faiss"],
    ["EMBEDDING_REMOTE", "maybe"],
  ])("%s=%j is refused by its name", (name, given) => {
    expect(problemsOf({ [name]: given })).toEqual([expect.stringMatching(new RegExp(`^${name}\\b.*: \\S`))]);
  });

  it("that is wrong is named together with every other wrong one, in both languages", () => {
    const environment = { PORT: "abc", ASKS_PER_MINUTE: "-1", VECTOR_INDEX: "faiss", HOST: "localhost" };
    expect(problemsOf(environment).map((problem) => problem.split(":")[0])).toEqual([
      "PORT",
      "ASKS_PER_MINUTE",
      "VECTOR_INDEX",
    ]);
    expect(() => readSettings(environment)).toThrow(/設定を読めません.*invalid settings[\s\S]*PORT[\s\S]*VECTOR_INDEX/);
  });
});
