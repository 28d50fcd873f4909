import { beforeAll, describe, expect, it } from "vitest";
import type { Collection } from "../ingest/collection.ts";
import { ingested, measureOf, REAL_DOCUMENT, textsOf } from "./ingest-documents.ts";

/** Sentences read from the document, with the column a person sees them in. Plain lines and page breaks hide the table. */
const SENTENCES: [id: string, where: string, policy: string[], followUp: string[]][] = [
  [
    "7-3",
    "interleaved over a page break",
    ["形成されたネットワークにおいて、", "輸出先国が求める衛生基準等を満たす施設等の整備を支援する。"],
    [
      "日本の農林水産物・食品を将来にわたって安定的に輸出し、",
      "(1)港湾や地方空港を活用し、コスト削減、鮮度維持等を検証中。",
      "【令和5年度補正予算:55億円の内数、令和6年度補正予算:55億円の内数】",
      "(4) 福岡市中心卸売市場鮮魚市場において、",
    ],
  ],
  [
    "1-11",
    "in plain lines",
    ["実際にデジタルガバナンス・コードに沿って", "DX 認定制度(情報処理の促進に関する法律に基づく認定)や"],
    ["デジタルガバナンス・コードについて、令和6年9月に、", "DX 認定制度について、講演や機関誌、取材等を通じて"],
  ],
  [
    "1-13",
    "in plain lines, then in a table",
    ["中小企業や年間エネルギー使用量が原油換算で1,500kl未満の"],
    ["全国に拠点を有する診断機関や", "【令和7年度当初予算案額:6.1億円】", "令和6年度中に執行団体の公募を実施予定。"],
  ],
  [
    "7-10",
    "in plain lines, then in a table",
    [
      "(4) 海外訪問団を派遣し、現地での情報収集の他、現地企業とのビジネスマッチング、高度外国人材採用",
      "学と連携したジョブマッチングを開催（2024年9月から12月までに2都市への訪問を予定）。",
      "等、進出状況に応じた様々な支援を予定。",
    ],
    [
      "(1) 政府機関や地方銀行等と連携し、各地域の関係機関による海外進出支援施策を紹介する海外進出セミナーを開催（R6.7",
      "（R6.9 ジャカルタ：8社 14 名、",
    ],
  ],
  [
    "3-13",
    "over four page blocks",
    ["産総研(国立研究開発法人産業技術総合研究所)、農研機構"],
    [
      "各法人の令和6年度の年度計画に",
      "用分野や企業を探索するとともに、",
      "土木研では、令和 6 度の年度計画に、",
      "JST では、令和6年度の年度計画に、",
    ],
  ],
];

describe("the two columns", () => {
  let collection: Collection;
  beforeAll(async () => {
    ({ collection } = await ingested(REAL_DOCUMENT));
  });

  const beginnings = (texts: string[], wanted: string[]): string[] =>
    wanted.filter((sentence) => texts.some((text) => text.startsWith(sentence)));

  it.each(SENTENCES)("tells them apart in %s (%s)", (id, _where, policy, followUp) => {
    const measure = measureOf(collection, id);
    expect(beginnings(textsOf(measure, "policy"), policy)).toEqual(policy);
    expect(beginnings(textsOf(measure, "policy"), followUp)).toEqual([]);
    expect(beginnings(textsOf(measure, "followUp"), followUp)).toEqual(followUp);
    expect(beginnings(textsOf(measure, "followUp"), policy)).toEqual([]);
  });

  it("finds the whole left column of (3)⑬ before its first programme", () => {
    const measure = measureOf(collection, "3-13");
    expect(measure.policy.map((block) => block.role)).toEqual(["bullet", "ministry"]);
    expect(measure.programmes.map((programme) => programme.name)).toEqual([
      "国立の研究機関による成果事例等の周知・広報",
      "産業技術総合研究所",
      "農業・食品産業技術総合研究機構",
      "土木研究所",
      "科学技術振興機構(JST)",
    ]);
  });

  it("finds both columns and a ministry for every measure", () => {
    const bare = collection.measures.filter(
      (measure) => measure.policy.length === 0 || measure.followUp.length === 0 || measure.ministries.length === 0,
    );
    expect(bare.map((measure) => measure.number)).toEqual([]);
  });

  it("prints no programme, and no budget in 【…】, in a left column", () => {
    const stray = collection.measures.filter((measure) =>
      measure.policy.some((block) => block.role === "programme" || block.role === "budget"),
    );
    expect(stray.map((measure) => measure.number)).toEqual([]);
  });
});

describe("sentences broken by a page", () => {
  let collection: Collection;
  beforeAll(async () => {
    ({ collection } = await ingested(REAL_DOCUMENT));
  });

  it.each([
    ["7-12", "policy", "「輸出支援プラットフォーム」とも連携しながら、政府への働きかけを", 127, 128],
    ["1-17", "followUp", "大型・けん引免許取得等の人材採用・人材育成に向けた取組等", 15, 16],
    [
      "7-3",
      "policy",
      "農産物等輸出拡大施設整備事業により、輸出先国までの一貫したコールドチェーンシステムの確保に資する施設や輸出先国が求める",
      117,
      119,
    ],
    ["7-10", "policy", "高度外国人材採用に向けた現地大学と連携したジョブマッチングを開催", 124, 126],
    ["3-13", "followUp", "農研機構シーズの適用分野や企業を探索するとともに", 44, 47],
  ])("joins the sentence of %s in one %s passage of two pieces", (id, column, words, first, last) => {
    const passages = collection.passages.filter((passage) => passage.measureId === id && passage.text.includes(words));
    expect(passages.map((passage) => passage.column)).toEqual([column]);
    const pages = new Set(passages[0]?.spans.map((span) => span.page));
    expect(pages.size).toBe(2);
    expect(passages[0]?.pages).toMatchObject({ first, last });
  });

  it("keeps the two pieces of (7)⑫ as two verbatim spans, each on its own page", () => {
    const passage = collection.passages.find(
      (found) => found.measureId === "7-12" && found.column === "policy" && found.spans.length === 2,
    );
    expect(passage?.text).toBe(
      "アドバイザーが調査する農産物の輸出動向、規制・法令・通達等の最新の動向について、「輸出支援プラットフォーム」とも連携しながら、政府への働きかけを始めとする農林水産物・輸出拡大のための活動に活用する。",
    );
  });

  it("does not join a new bullet to the bullet before the page break", () => {
    const texts = collection.passages
      .filter((passage) => passage.measureId === "7-12" && passage.column === "policy")
      .map((passage) => passage.text);
    expect(texts).toContain("令和7年度についても、予算の成立を前提に引き続き本事業を実施する予定である。");
  });
});
