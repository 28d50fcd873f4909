import { beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import { faithfulTo } from "./evaluation/score-question.ts";
import { ingested, REAL_DOCUMENT } from "./ingest-documents.ts";
import { BY_HAND } from "./listing-by-hand.ts";
import { asking, eventStream, expectProblem, postJson, type RunningApp, realApp } from "./real-app.ts";

type Given = Record<string, unknown>;

let running: RunningApp;
let faithful: (answer: Answer) => boolean;
beforeAll(async () => {
  running = await realApp();
  const { source, collection } = await ingested(REAL_DOCUMENT);
  faithful = faithfulTo(source, collection);
});

const post = (body: object): Promise<Response> => Promise.resolve(running.app.request("/api/chat", postJson(body)));

async function answerTo(question: string, filters?: Given, more: object = {}): Promise<Answer> {
  const response = await post({ ...asking(question), ...more, filters });
  expect(response.status, question).toBe(200);
  return (await response.json()) as Answer;
}

/** What a reader gets of an answer: two of the same question differ in id and time. */
const read = ({ kind, answer, citations }: Answer): unknown => ({ kind, answer, citations });

const citedBy = ({ citations }: Answer): string[] => Array.from(new Set(citations.map(({ measureId }) => measureId)));
const ofMinistry = (name: string): string[] =>
  BY_HAND.filter(({ ministries }) => ministries.includes(name)).map(({ id }) => id);
/** A figure that leads its quote: 「**33.6億円** — …」. */
const LEAD = /\*\*[^*]+\*\* — /u;

describe("a question about a measure inside the chosen range", () => {
  it.each([
    ["くるみん認定企業は何社?", { ministry: ["厚労省"] }],
    ["くるみん認定企業は何社?", { section: [4] }],
    ["刑務所出所者の雇用に使える予算はいくら?", { ministry: ["法務省"] }],
    ["キャリアアップ助成金の予算", { topic: ["中堅・中小企業の賃上げ"] }],
    ["業務改善助成金には昨年12月末までに何件の申し込みがありましたか", { topic: ["中堅・中小企業の賃上げ"] }],
    ["日本人の弁護士にただで相談できる16か国って、具体的にどこの国ですか", { ministry: ["外務省"] }],
    ["総務省の基金で支援が始まった7か所のデータセンターって、それぞれどこの市ですか", { section: [1] }],
  ])("is answered as without filters: %s %j", async (question, filters) => {
    expect(read(await answerTo(question, filters))).toEqual(read(await answerTo(question)));
  });

  it("is answered as without filters for each of the 183 measures, by its number", async () => {
    for (const { id, section } of BY_HAND) {
      const question = `${id}の予算はいくらですか`;
      expect(read(await answerTo(question, { section: [section] })), id).toEqual(read(await answerTo(question)));
    }
  });
});

describe("a measure named outright that lies outside the chosen range", () => {
  it.each([
    ["by number", "(1)①の予算は?", { ministry: ["厚労省"] }, ["1-1"]],
    ["by title", "キャリアアップ助成金の予算", { topic: ["両立支援のための環境整備"] }, ["5-3"]],
    ["by page", "73ページには何が載っていますか", { ministry: ["農水省"] }, ["5-3"]],
    ["by the conversation", "その予算は?", { ministry: ["農水省"] }, ["5-3"]],
    ["with another", "えるぼしとくるみん、認定企業が多いのはどっち?", { ministry: ["農水省"] }, ["4-3", "4-4"]],
  ])("%s is said to be outside, with where it stands and without its figures", async (_, question, filters, ids) => {
    const messages = [
      { role: "user", content: "キャリアアップ助成金とは" },
      { role: "assistant", content: "(5)③ キャリアアップ助成金です。", citations: ["5-3"] },
      { role: "user", content: question },
    ];
    const answer = await answerTo(question, filters, { messages });
    expect(answer.kind).toBe("not_stated");
    expect(answer.answer).toMatch(/^お尋ねの施策は、選ばれている範囲\((?:所管|小見出し): .+\)の外にあります。/u);
    expect(citedBy(answer).sort()).toEqual(ids);
    expect(answer.answer).not.toMatch(LEAD);
    expect(faithful(answer)).toBe(true);
  });

  it("is said to be outside for each of the 183 measures", async () => {
    for (const { id, section } of BY_HAND) {
      const answer = await answerTo(`${id}の予算はいくらですか`, { section: [(section % 10) + 1] });
      expect([answer.kind, citedBy(answer)], id).toEqual(["not_stated", [id]]);
      expect(answer.answer, id).not.toMatch(LEAD);
    }
  });

  it.each([
    ["ja", "選ばれている範囲(所管: 農水省)の外にあります"],
    ["en", "outside the chosen range (ministry: 農水省)"],
    ["zh", "不在所选范围（主管部门: 農水省）内"],
    ["vi", "nằm ngoài phạm vi đã chọn (bộ phụ trách: 農水省)"],
  ])("is said to be outside in the asker's language: %s", async (language, words) => {
    const answer = await answerTo("(5)③", { ministry: ["農水省"] }, { language });
    expect(answer.answer).toContain(words);
    expect(citedBy(answer)).toEqual(["5-3"]);
  });

  it("is mentioned beside the answer about another that lies inside", async () => {
    const answer = await answerTo("(1)①と(5)③の予算は?", { ministry: ["厚労省"] });
    expect(answer.answer).toMatch(/^\*\*19\.9億円\*\* — /u);
    expect(answer.answer).toMatch(
      /お尋ねのうち次の施策は、.+の外にあります。\n\n- \*\*\(1\)① [^\n]+\(p\.1、金融庁\)$/u,
    );
    expect(citedBy(answer)).toEqual(["5-3"]);
  });
});

describe("a question in words whose answer lies outside the chosen range", () => {
  it("gets no figure of another measure, and is told where the answer stands", async () => {
    const answer = await answerTo("くるみん認定企業は何社?", { ministry: ["農水省"] });
    expect([answer.kind, citedBy(answer)]).toEqual(["not_stated", ["4-4"]]);
    expect(answer.answer).toMatch(/^お尋ねの内容は、選ばれている範囲\(所管: 農水省\)には見当たりませんでした。/u);
    expect(answer.answer).not.toMatch(LEAD);
  });

  it("that seeks support is told the nearest measures, said to be outside", async () => {
    const answer = await answerTo("電気代を下げる設備を入れたい", { ministry: ["法務省"] });
    expect(answer.kind).toBe("not_stated");
    expect(answer.answer).toContain("範囲の外では、次の3件が近い施策です。");
    expect(citedBy(answer)).toHaveLength(3);
    expect(citedBy(answer)).toContain("1-12");
    expect(faithful(answer)).toBe(true);
  });

  it("that is about nothing in the document is refused as without filters", async () => {
    const answer = await answerTo("今日の天気は", { ministry: ["厚労省"] });
    expect([answer.kind, answer.citations]).toEqual(["refuse", []]);
    expect(answer.answer).toContain("この文書には見当たりませんでした");
  });
});

describe("a question for support", () => {
  it.each([
    ["輸出をしたい", "農水省"],
    ["留学生を採用して長く働いてもらいたい", "入管庁"],
    ["人手不足に使える支援を教えて", "厚労省"],
    ["若い人に来てほしい", "厚労省"],
    ["機械を入れて人を減らしたい", "中企庁"],
  ])("is answered from the range alone: %s, %s", async (question, ministry) => {
    const answer = await answerTo(question, { ministry: [ministry] });
    expect(answer.citations).not.toEqual([]);
    expect(citedBy(answer).filter((id) => !ofMinistry(ministry).includes(id))).toEqual([]);
    expect(answer.measures.filter((id) => !ofMinistry(ministry).includes(id))).toEqual([]);
  });

  it("too broad, with nothing near in the range, says so and shows what the range has", async () => {
    const answer = await answerTo("海外展開の支援は?", { ministry: ["厚労省"] });
    expect([answer.kind, answer.citations]).toEqual(["clarify", []]);
    expect(answer.answer).toContain("(所管: 厚労省)には見当たりませんでした");
    expect(answer.answer).toContain("21の施策があります");
  });

  it("asks for more of the same within the range", async () => {
    const messages = [
      { role: "user", content: "輸出をしたい" },
      { role: "assistant", content: "…", citations: ["7-2", "7-34"] },
      { role: "user", content: "ほかには?" },
    ];
    const answer = await answerTo("ほかには?", { ministry: ["農水省"] }, { messages });
    expect(citedBy(answer)).toContain("7-4");
    expect(citedBy(answer)).not.toContain("7-2");
    expect(citedBy(answer).filter((id) => !ofMinistry("農水省").includes(id))).toEqual([]);
  });

  it("of a company's own is answered from the range alone", async () => {
    const company = { industry: "食品製造業", needs: ["輸出", "人手不足"], employees: 40 };
    const answer = await answerTo("うちで使えるものは?", { ministry: ["農水省"] }, { company });
    expect(answer.kind).toBe("list");
    expect(citedBy(answer)).toContain("7-2");
    expect(citedBy(answer).filter((id) => !ofMinistry("農水省").includes(id))).toEqual([]);
  });
});

describe("what is counted and listed", () => {
  it("is the range: 「全部でいくつ」", async () => {
    const { answer, measures } = await answerTo("施策は全部でいくつ", { ministry: ["厚労省"] });
    expect(answer).toMatch(/^選ばれている範囲\(所管: 厚労省\)では、21施策中21件です/u);
    expect(measures).toEqual(ofMinistry("厚労省"));
  });

  it("is what the rule and the range have in common", async () => {
    const both = ofMinistry("厚労省").filter((id) => ofMinistry("経産省").includes(id));
    const { answer, measures } = await answerTo("経産省の施策は全部でいくつ", { ministry: ["厚労省"] });
    expect(answer).toContain(`21施策中${both.length}件です`);
    expect(measures).toEqual(both);
  });

  it("is none, and elsewhere some, where they have nothing in common", async () => {
    const answer = await answerTo("農水省の施策は全部でいくつ", { ministry: ["厚労省"] });
    expect(answer.kind).toBe("not_stated");
    expect(answer.answer).toContain(`21施策中0件です`);
    expect(answer.answer).toContain(`範囲の外には${ofMinistry("農水省").length}件あります`);
    expect(citedBy(answer)).toEqual(ofMinistry("農水省").slice(0, 3));
  });

  it.each([
    ["p.60には何が載っていますか", "60ページにある施策は1件です", ["4-2"]],
    ["(5)の施策を教えて", "(5)ヒトへの投資の施策は8件です", ofMinistry("厚労省").filter((id) => id.startsWith("5-"))],
    ["最後の施策は何ですか", "21施策中1件です", ofMinistry("厚労省").slice(-1)],
  ])("counts a page, a section and a place within the range: %s", async (question, words, ids) => {
    const { answer, measures } = await answerTo(question, { ministry: ["厚労省"] });
    expect(answer).toContain(`選ばれている範囲(所管: 厚労省)では、`);
    expect(answer).toContain(words);
    expect(measures).toEqual(ids);
  });

  it("ranks the budgets of the range, and says so where it states none", async () => {
    const ranked = await answerTo("一番予算の大きい施策は?", { ministry: ["農水省"] });
    expect(ranked.answer).toMatch(/1\. \*\*319億円\*\* \*\*\(1\)㉒/u);
    expect(ranked.measures.filter((id) => !ofMinistry("農水省").includes(id))).toEqual([]);
    const none = await answerTo("一番予算の大きい施策は?", { ministry: ["デジタル庁"] });
    expect(none.kind).toBe("not_stated");
    expect(none.answer).toContain(
      "選ばれている範囲(所管: デジタル庁)について、お尋ねの予算は、この文書には書かれていません",
    );
    expect(citedBy(none)).toEqual(ofMinistry("デジタル庁"));
  });

  it("finds the largest section within the range", async () => {
    const { answer } = await answerTo("施策が一番多い節は?", { ministry: ["農水省"] });
    expect(answer).toContain("施策の数が最も多い節: (3)研究開発・イノベーションの推進");
    expect(answer).toContain(`18施策中${ofMinistry("農水省").filter((id) => id.startsWith("3-")).length}件です`);
  });
});

describe("the overview", () => {
  it("counts the range, section by section", async () => {
    const { kind, answer } = await answerTo("使える補助金はありますか", { ministry: ["厚労省"] });
    expect(kind).toBe("clarify");
    const counts = Array.from(answer.matchAll(/\((\d+)\)[^\d、\n]+ (\d+)件/gu), ([, section, count]) => [
      Number(section),
      Number(count),
    ]);
    const own = ofMinistry("厚労省");
    const bySection = [4, 5, 6].map((section) => [section, own.filter((id) => id.startsWith(`${section}-`)).length]);
    expect(counts).toEqual(bySection);
  });

  it("shows a range of a few measures instead of counting it", async () => {
    const answer = await answerTo("使える補助金はありますか", { ministry: ["デジタル庁"] });
    expect([answer.kind, citedBy(answer)]).toEqual(["list", ["1-2", "3-23"]]);
  });

  it("says that nothing is left where filters have nothing in common", async () => {
    const filters = { ministry: ["デジタル庁"], section: [9] };
    for (const question of ["使える補助金はありますか", "施策は全部でいくつ", "一番予算の大きい施策は?"]) {
      const { kind, answer } = await answerTo(question, filters);
      expect([kind, answer], question).toEqual([
        "refuse",
        expect.stringMatching(/^選ばれている範囲\(.+\)では、この文書には0の/u),
      ]);
    }
  });
});

describe("filters", () => {
  it.each([{}, { ministry: [] }, { ministry: [], topic: [], section: [], type: [] }, { ministry: [" "] }])(
    "without a value restrict nothing: %j",
    async (filters) => {
      const questions = ["使える補助金はありますか", "くるみん認定企業は何社?", "経産省の施策は全部でいくつ"];
      for (const question of questions)
        expect(read(await answerTo(question, filters))).toEqual(read(await answerTo(question)));
    },
  );

  it.each([
    [{ ministry: ["厚生労働省"] }, { ministry: ["厚労省"] }],
    [{ ministry: ["経済産業省", "中小企業庁"] }, { ministry: ["経産省", "中企庁"] }],
    [{ topic: ["リスキリングによる能力向上支援"] }, { topic: ["リスクリングによる能力向上支援"] }],
    [{ topic: ["ＧＸ・ＤＸ等への投資"] }, { topic: ["GX・DX 等への投資"] }],
    [{ section: ["5"] }, { section: [5] }],
  ])("are understood as people write them: %j", async (written, printed) => {
    const question = "施策は全部でいくつ";
    expect(read(await answerTo(question, written))).toEqual(read(await answerTo(question, printed)));
    const search = async (filters: Given): Promise<string[]> => {
      const response = await running.app.request("/api/search", postJson({ query: "支援", filters, limit: 50 }));
      const { results } = (await response.json()) as { results: { measure: { id: string } }[] };
      return results.map(({ measure }) => measure.id);
    };
    const found = await search(written);
    expect(found).not.toEqual([]);
    expect(found).toEqual(await search(printed));
  });

  it.each([
    [{ ministry: ["厚労省", "財務省"] }, "filters.ministry の「財務省」", "外務省"],
    [{ type: ["補助金"] }, "filters.type の「補助金」", "補助金・助成金"],
    [{ section: [11] }, "filters.section の「11」", "1"],
    [{ topic: ["人材確保"] }, "filters.topic の「人材確保」", "地域における人材の育成確保・インターンシップの促進"],
  ])("with a value that the document does not have are refused by name: %j", async (filters, named, near) => {
    const requests: [string, RequestInit][] = [
      ["/api/chat", postJson({ ...asking("支援"), filters })],
      ["/api/chat", postJson({ ...asking("支援"), filters }, eventStream)],
      ["/api/search", postJson({ query: "支援", filters })],
    ];
    for (const [path, request] of requests) {
      const response = await running.app.request(path, request);
      const { error } = await response.clone().json();
      await expectProblem(response, 400, "unknown_filter");
      expect(error.message).toContain(named);
      expect(error.hint.split("。")[0].replace("近い値: ", "").split("、")).toContain(near);
    }
  });

  it("leave the list of measures as it is: it finds nothing for such a value", async () => {
    const response = await running.app.request(`/api/measures?ministry=${encodeURIComponent("財務省")}`);
    expect([response.status, (await response.json()).total]).toEqual([200, 0]);
  });
});
