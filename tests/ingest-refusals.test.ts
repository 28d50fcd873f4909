import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Encoding from "encoding-japanese";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ingestDocument } from "../ingest/ingest-document.ts";
import { IngestError } from "../ingest/ingest-error.ts";
import { MAXIMUM_BYTES, readDocument } from "../ingest/read-document.ts";
import { readCollection, writeCollection } from "../ingest/write-collection.ts";
import { ingested, ingestText, REAL_DOCUMENT, SECOND_DOCUMENT } from "./ingest-documents.ts";

const REAL = readFileSync(REAL_DOCUMENT, "utf8");

/** What a refusal tells, or a word that no refusal code is. */
async function refusal(work: () => unknown): Promise<IngestError> {
  const outcome = await Promise.resolve()
    .then(work)
    .then(
      () => "accepted",
      (error: unknown) => error,
    );
  expect(outcome).toBeInstanceOf(IngestError);
  return outcome as IngestError;
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "ingest-refusals-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const encoded = (to: "SJIS" | "EUCJP" | "JIS", text: string): Uint8Array =>
  Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { from: "UNICODE", to }));

describe("files that cannot be read", () => {
  it("refuses a file that does not exist, and names it", async () => {
    const error = await refusal(() => readDocument(join(folder, "none.txt")));
    expect(error.code).toBe("file_not_found");
    expect(error.japanese).toContain("none.txt");
    expect(error.english).toContain("none.txt");
  });

  it("refuses a folder", async () => {
    expect((await refusal(() => readDocument(folder))).code).toBe("file_unreadable");
  });

  it.each([
    ["nothing", ""],
    ["blanks", " \t\r\n\u3000\n"],
    ["a byte order mark", "\uFEFF"],
    ["ten thousand blank lines", "\n".repeat(10_000)],
  ])("refuses a file that holds only %s as empty", async (_what, content) => {
    expect((await refusal(() => readDocument(file("empty.txt", content)))).code).toBe("file_empty");
  });

  it("refuses a binary file", async () => {
    const bytes = Uint8Array.from({ length: 4096 }, (_, index) => (index * 37) % 256);
    expect((await refusal(() => readDocument(file("image.png", bytes)))).code).toBe("file_binary");
  });

  it("refuses a PDF, calls it one and says what to do", async () => {
    const error = await refusal(() =>
      readDocument(file("report.pdf", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj")),
    );
    expect(error.code).toBe("file_binary");
    expect(error.japanese).toContain("PDF");
    expect(error.english).toContain("PDF");
    expect(error.hint).toContain("UTF-8");
  });

  it.each([
    ["Shift_JIS", encoded("SJIS", REAL)],
    ["EUC-JP", encoded("EUCJP", REAL)],
    ["ISO-2022-JP", encoded("JIS", REAL)],
    ["UTF-16", Buffer.from(`\uFEFF${REAL}`, "utf16le")],
    ["UTF-16", Buffer.from(`\uFEFF${REAL}`, "utf16le").swap16()],
  ])("refuses %s by name and says how to convert it", async (name, bytes) => {
    const error = await refusal(() => readDocument(file("legacy.txt", bytes)));
    expect(error.code).toBe("file_not_utf8");
    expect(error.japanese).toContain(name);
    expect(error.english).toContain(name);
    expect(error.hint).toContain(`iconv -f ${name}`);
  });

  it("refuses UTF-16 without a byte order mark", async () => {
    const error = await refusal(() => readDocument(file("legacy.txt", Buffer.from(REAL, "utf16le"))));
    expect(["file_not_utf8", "file_binary"]).toContain(error.code);
  });

  it("refuses a file over 50 MB without reading it, and reads one of just 50 MB", async () => {
    const path = file("large.txt", "");
    truncateSync(path, MAXIMUM_BYTES + 1);
    expect(MAXIMUM_BYTES).toBe(52_428_800);
    expect((await refusal(() => readDocument(path))).code).toBe("file_too_large");
    truncateSync(path, MAXIMUM_BYTES);
    expect((await refusal(() => readDocument(path))).code).toBe("file_binary");
  });

  it("reads a file with byte order mark and CRLF line ends like the plain one", async () => {
    const windows = await readDocument(file("windows.txt", `\uFEFF${REAL.replaceAll("\n", "\r\n")}`));
    expect(windows.text === REAL).toBe(true);
  });
});

describe("documents that are not whole", () => {
  const bodyStart = REAL.indexOf("\n1. 国内投資拡大・イノベーションの促進\n");
  const sectionFive = REAL.indexOf("\n2. 良質な雇用の実現\n\n(5)");

  it.each([
    ["an essay", "# 手紙\n\n拝啓 時下ますますご清栄のこととお慶び申し上げます。\n"],
    ["a contents heading with nothing below", "題名\n\n目次\n\n本文です。\n"],
    ["a contents without measures", "題名\n\n目次\n\n1. 第一章 1\n(1) 第一節 1\n\n1. 第一章\n"],
  ])("refuses %s as a document of another kind", async (_what, text) => {
    expect((await refusal(() => ingestText(text))).code).toBe("unknown_document_kind");
  });

  it("refuses a contents without a body", async () => {
    expect(bodyStart).toBeGreaterThan(0);
    expect((await refusal(() => ingestText(REAL.slice(0, bodyStart)))).code).toBe("document_truncated");
  });

  it("refuses a document that ends after section (4), and names the sections that are missing", async () => {
    expect(sectionFive).toBeGreaterThan(bodyStart);
    const error = await refusal(() => ingestText(REAL.slice(0, sectionFive)));
    expect(error.code).toBe("document_truncated");
    expect(error.english).toMatch(/\(5\), \(6\), \(7\), \(8\), \(9\), \(10\)$/u);
    expect(error.japanese).toContain("(5) ヒトへの投資");
  });

  it("refuses a document in which one measure's heading is missing, and names the section with both counts", async () => {
    const heading = "③ キャリアアップ助成金";
    const place = REAL.indexOf(heading, bodyStart);
    expect(place).toBeGreaterThan(bodyStart);
    const error = await refusal(() => ingestText(REAL.slice(0, place) + REAL.slice(place + heading.length)));
    expect(error.code).toBe("measure_count_mismatch");
    expect(error.english).toContain("section (5) has 17 in the contents, 16 in the body");
    expect(error.japanese).toContain("(5)節は目次 17 件、本文 16 件");
  });

  it("says in Japanese, in English and with a hint what is wrong", async () => {
    const errors = [
      await refusal(() => readDocument(join(folder, "none.txt"))),
      await refusal(() => readDocument(file("empty.txt", ""))),
      await refusal(() => ingestText("手紙")),
      await refusal(() => ingestText(REAL.slice(0, bodyStart))),
      await refusal(() => ingestText(REAL.slice(0, sectionFive))),
    ];
    expect(errors.filter((error) => !/[ぁ-ん]/u.test(error.japanese))).toEqual([]);
    expect(errors.filter((error) => /[ぁ-んァ-ヶ]/u.test(error.english))).toEqual([]);
    expect(errors.filter((error) => !/[ぁ-ん].* \/ [A-Z]/u.test(error.hint))).toEqual([]);
  });
});

describe("writing", () => {
  it("refuses an output folder that lies below a file", async () => {
    const { collection } = await ingested(SECOND_DOCUMENT);
    const error = await refusal(() => writeCollection(collection, join(file("plain", "text"), "out")));
    expect(error.code).toBe("output_not_writable");
    expect(readFileSync(join(folder, "plain"), "utf8")).toBe("text");
  });

  it("leaves no temporary file behind when the last step fails", async () => {
    const { collection } = await ingested(SECOND_DOCUMENT);
    mkdirSync(join(folder, "2027-03", "collection.json"), { recursive: true });
    expect((await refusal(() => writeCollection(collection, folder))).code).toBe("output_not_writable");
    expect(readdirSync(join(folder, "2027-03"))).toEqual(["collection.json"]);
  });

  it("writes what it reads back, one folder for each edition", async () => {
    const second = ingestDocument(await readDocument(SECOND_DOCUMENT));
    const path = await writeCollection(second, folder);
    expect(path).toBe(join(folder, "2027-03", "collection.json"));
    expect(await readCollection(path)).toEqual(second);
    expect(readdirSync(join(folder, "2027-03"))).toEqual(["collection.json"]);
  });

  it("reads a saved file that is cut or of another format as none", async () => {
    const path = await writeCollection(ingestDocument(await readDocument(SECOND_DOCUMENT)), folder);
    const saved = readFileSync(path, "utf8");
    writeFileSync(path, saved.slice(0, saved.length / 2));
    expect(await readCollection(path)).toBeUndefined();
    writeFileSync(path, saved.replace(/"format":\d+/u, '"format":999'));
    expect(await readCollection(path)).toBeUndefined();
    expect(await readCollection(join(folder, "none.json"))).toBeUndefined();
  });
});
