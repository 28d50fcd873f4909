import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ingestDocument } from "../ingest/ingest-document.ts";
import { readDocument } from "../ingest/read-document.ts";
import { readQuestionsFile } from "../ingest/read-questions.ts";
import { REAL_DOCUMENT, SECOND_DOCUMENT } from "./ingest-documents.ts";

const question = (measure: string, text: string): string =>
  JSON.stringify({ measure, question: text, voice: "owner", kind: "situation" });

describe("the questions beside a document", () => {
  let folder: string;
  let document: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ingest-questions-"));
    document = join(folder, "second.txt");
    writeFileSync(document, readFileSync(SECOND_DOCUMENT));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const ingestWithQuestions = async (...lines: string[]) => {
    writeFileSync(join(folder, "second.questions.jsonl"), lines.join("\n"));
    return ingestDocument(await readDocument(document), await readQuestionsFile(document));
  };

  it("are none where no file lies beside the document", async () => {
    expect(await readQuestionsFile(document)).toEqual({ sha256: "", questions: [], readings: [], exemplars: [] });
  });

  it("are numbered within their measure, blank lines left out", async () => {
    const collection = await ingestWithQuestions(
      question("1-1", "船を省エネにしたい"),
      "",
      question("2-2", "木造ビルの税金は安くなりますか"),
      question("1-1", "漁船の補助金は"),
    );
    expect(collection.questions.map(({ id, measureId, text }) => [id, measureId, text])).toEqual([
      ["1-1/question/0", "1-1", "船を省エネにしたい"],
      ["2-2/question/0", "2-2", "木造ビルの税金は安くなりますか"],
      ["1-1/question/1", "1-1", "漁船の補助金は"],
    ]);
  });

  it.each([
    ["is no JSON", "{"],
    ["lacks the question", JSON.stringify({ measure: "1-1", voice: "owner", kind: "situation" })],
    ["has an empty question", question("1-1", "")],
  ])("are refused with the line's number where a line %s", async (_what, line) => {
    const refused = ingestWithQuestions(question("1-1", "船を省エネにしたい"), line);
    await expect(refused).rejects.toMatchObject({
      code: "questions_invalid",
      japanese: expect.stringContaining("2 行目"),
      english: expect.stringContaining("line 2"),
    });
  });

  it("are refused where one asks for a measure that the document does not have", async () => {
    await expect(ingestWithQuestions(question("9-9", "M&A の税制は"))).rejects.toMatchObject({
      code: "questions_invalid",
      japanese: expect.stringContaining("9-9"),
      english: expect.stringContaining("9-9"),
    });
  });

  it("are not looked for in the document itself where its name has no extension", async () => {
    const plain = join(folder, "followup");
    writeFileSync(plain, readFileSync(SECOND_DOCUMENT));
    await expect(readQuestionsFile(plain)).resolves.toEqual({ sha256: "", questions: [], readings: [], exemplars: [] });
  });

  it("of the real document ask for its own measures, and for every one of them", async () => {
    const collection = ingestDocument(await readDocument(REAL_DOCUMENT), await readQuestionsFile(REAL_DOCUMENT));
    const asked = new Set(collection.questions.map((one) => one.measureId));
    expect(collection.measures.map((measure) => measure.id).filter((id) => !asked.has(id))).toEqual([]);
    expect(asked.size).toBe(183);
  });
});

const outside = (text: string): string => JSON.stringify({ kind: "outside", question: text, topic: "weather" });
const broad = (text: string): string => JSON.stringify({ kind: "broad", question: text });
const unstated = (measure: string, text: string): string =>
  JSON.stringify({ kind: "unstated", question: text, measure });

describe("the exemplars beside a document", () => {
  let folder: string;
  let document: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "ingest-exemplars-"));
    document = join(folder, "second.txt");
    writeFileSync(document, readFileSync(SECOND_DOCUMENT));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const readExemplars = (...lines: string[]) => {
    writeFileSync(join(folder, "second.exemplars.jsonl"), lines.join("\n"));
    return readQuestionsFile(document);
  };
  const ingestWithExemplars = async (...lines: string[]) =>
    ingestDocument(await readDocument(document), await readExemplars(...lines));

  it("are of three kinds, each with what it needs, numbered in the file's order, blank lines left out", async () => {
    const { exemplars } = await ingestWithExemplars(
      outside("港の今日の波の高さは"),
      "",
      broad("漁師です、何かないですか"),
      unstated("1-1", "省エネ漁船の色は選べますか"),
    );
    expect(exemplars).toEqual([
      { id: "outside/exemplar/0", kind: "outside", text: "港の今日の波の高さは", topic: "weather" },
      { id: "broad/exemplar/1", kind: "broad", text: "漁師です、何かないですか" },
      { id: "unstated/exemplar/2", kind: "unstated", text: "省エネ漁船の色は選べますか", measureId: "1-1" },
    ]);
  });

  it("are no questions that a measure answers", async () => {
    const { questions } = await ingestWithExemplars(unstated("1-1", "省エネ漁船の色は選べますか"));
    expect(questions).toEqual([]);
  });

  it("stand beside questions in a file of their own", async () => {
    writeFileSync(join(folder, "second.questions.jsonl"), question("1-1", "船を省エネにしたい"));
    const { questions, exemplars } = await ingestWithExemplars(broad("漁師です、何かないですか"));
    expect([questions.length, exemplars.length]).toEqual([1, 1]);
  });

  it.each([
    ["is of another kind", JSON.stringify({ kind: "rude", question: "どけ" })],
    ["has no kind", JSON.stringify({ question: "港の今日の波の高さは", topic: "weather" })],
    ["is outside and has no topic", JSON.stringify({ kind: "outside", question: "港の今日の波の高さは" })],
    ["is unstated and names no measure", JSON.stringify({ kind: "unstated", question: "船の色は選べますか" })],
    ["has an empty question", broad("")],
    ["has no question", JSON.stringify({ kind: "broad" })],
    ["is a list", "[]"],
    ["is no JSON", "broad"],
  ])("are refused with the file and the line's number where one %s", async (_what, line) => {
    const refused = readExemplars(broad("漁師です、何かないですか"), "", line);
    await expect(refused).rejects.toMatchObject({
      code: "questions_invalid",
      japanese: expect.stringMatching(/3 行目.*second\.exemplars\.jsonl/u),
      english: expect.stringMatching(/line 3 .*second\.exemplars\.jsonl/u),
    });
  });

  it("are refused where one asks for a measure that the document does not have", async () => {
    await expect(ingestWithExemplars(unstated("7-7", "船の色は選べますか"))).rejects.toMatchObject({
      code: "questions_invalid",
      japanese: expect.stringContaining("7-7"),
      english: expect.stringContaining("7-7"),
    });
  });

  it("change the hash by which a saved index knows that it is of other questions", async () => {
    const { sha256: one } = await readExemplars(broad("漁師です、何かないですか"));
    const { sha256: other } = await readExemplars(broad("木こりです、何かないですか"));
    expect(one).toMatch(/^[0-9a-f]{64}$/u);
    expect(other).toMatch(/^[0-9a-f]{64}$/u);
    expect(other).not.toBe(one);
  });
});
