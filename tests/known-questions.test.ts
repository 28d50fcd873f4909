import { describe, expect, it } from "vitest";
import { type KnownQuestion, KnownQuestions } from "../src/retrieval/known-questions.ts";
import { unitVector } from "./unit-vectors.ts";

const EAST = unitVector([1, 0]);
const NORTH = unitVector([0, 1]);
const NORTH_EAST = unitVector([1, 1]);
const WEST = unitVector([-1, 0]);
const NOWHERE = Float32Array.of(0, 0);

/** Questions of groups, each with the direction that it means. */
const known = (...questions: [group: string, text: string, vector: Float32Array][]): KnownQuestions =>
  new KnownQuestions(
    questions.map(([group, text, vector], index): KnownQuestion => ({ id: `${group}/${index}`, group, text, vector })),
  );

describe("nearness in meaning", () => {
  it.each<[what: string, vectors: Float32Array[], dense: number]>([
    ["one question that means the same", [EAST], 1],
    ["one that means something near", [NORTH_EAST], Math.SQRT1_2],
    ["one that means something else", [NORTH], 0],
    ["one that means the opposite, which counts for nothing and takes nothing away", [WEST], 0],
    ["one of no meaning", [NOWHERE], 0],
    ["the best whole and half of the second", [NORTH_EAST, EAST], 1 + 0.5 * Math.SQRT1_2],
    ["a quarter of the third", [EAST, EAST, EAST], 1.75],
    ["no more than three, however many are near", [EAST, EAST, EAST, EAST, EAST], 1.75],
    ["the near ones among many that are not", [WEST, NORTH, EAST, WEST, EAST], 1.5],
  ])("counts %s", (_what, vectors, dense) => {
    const questions = known(...vectors.map((vector): [string, string, Float32Array] => ["5-3", "灯台", vector]));
    expect(questions.nearness("橋梁", EAST, ["5-3"])[0]?.dense).toBeCloseTo(dense, 6);
  });

  it("is nothing for a question of no meaning", () => {
    expect(known(["5-3", "灯台", EAST]).nearness("橋梁", NOWHERE, ["5-3"])[0]?.dense).toBe(0);
  });
});

describe("nearness in words", () => {
  const GROUPS = ["5-3", "unstated/5-3", "outside", "broad"];
  const questions = known(
    ["5-3", "非正規の社員を正社員にしたい", EAST],
    ["unstated/5-3", "正社員にした後の退職金", EAST],
    ["outside", "明朝の潮の満ち引き", EAST],
    ["broad", "使える助成", EAST],
  );
  const lexical = (asked: string): number[] => questions.nearness(asked, EAST, GROUPS).map((near) => near.lexical);

  it("is greatest to the group that asks the same, nothing to one without a word in common", () => {
    const [stated = 0, unstated = 0, outside, broad] = lexical("非正規の社員を正社員にしたい");
    expect(stated).toBeGreaterThan(unstated);
    expect(unstated).toBeGreaterThan(0);
    expect([outside, broad]).toEqual([0, 0]);
  });

  it.each([
    ["正社員の退職金はいくら", "unstated/5-3"],
    ["潮の満ち引きが知りたい", "outside"],
    ["助成で使えるもの", "broad"],
  ])("of %s is greatest to %s", (asked, group) => {
    const near = lexical(asked);
    expect(GROUPS[near.indexOf(Math.max(...near))]).toBe(group);
  });

  it("comes in the order in which groups are asked for", () => {
    const asked = "正社員の退職金はいくら";
    expect(questions.nearness(asked, EAST, GROUPS.toReversed())).toEqual(
      questions.nearness(asked, EAST, GROUPS).toReversed(),
    );
  });

  it("does not depend on which other groups are asked for", () => {
    const asked = "正社員の退職金はいくら";
    const [alone] = questions.nearness(asked, EAST, ["5-3"]);
    expect(alone).toEqual(questions.nearness(asked, EAST, GROUPS)[0]);
  });

  it("counts a second question of a group half", () => {
    const once = known(["a", "灯台の塗装", EAST], ["b", "灯台の塗装", EAST], ["b", "灯台の塗装", EAST]);
    const [one, two] = once.nearness("灯台の塗装", EAST, ["a", "b"]);
    expect(two?.lexical).toBeCloseTo(1.5 * (one?.lexical ?? Number.NaN), 6);
  });

  it("is nothing for a question without words", () => {
    expect(lexical("!?")).toEqual([0, 0, 0, 0]);
  });
});

describe("a group without questions", () => {
  it("is near to nothing", () => {
    const questions = known(["5-3", "灯台", EAST]);
    expect(questions.nearness("灯台", EAST, ["unstated/5-3", "5-3"])[0]).toEqual({ lexical: 0, dense: 0 });
  });

  it("is every group where no question is known", () => {
    expect(known().nearness("灯台", EAST, ["5-3", "outside"])).toEqual([
      { lexical: 0, dense: 0 },
      { lexical: 0, dense: 0 },
    ]);
  });
});

/** What is said before the subject, the particle behind it, and what is said to be polite. */
const POLITE: [before: string, particle: string, after: string][] = [
  ["", "を", "教えてください"],
  ["", "を", "教えていただけますか"],
  ["", "を", "教えてもらえませんか"],
  ["", "を", "教えてほしいです"],
  ["", "を", "お願いします"],
  ["", "、", "お願いできますか"],
  ["", "", "をください"],
  ["", "な", "のでしょうか"],
  ["すみませんが、", "", ""],
  ["ちょっと", "", ""],
  ["please ", "", ""],
  ["could you tell me ", "", ""],
  ["请问", "", ""],
  ["cho tôi hỏi ", "", ""],
  ["xin ", "", ""],
];

describe("polite words do not make two questions alike:", () => {
  it.each(POLITE)("%s…%s%s", (before, particle, after) => {
    const polite = (subject: string): string => `${before}${subject}${particle}${after}`;
    const questions = known(["5-3", polite("犬小屋"), NORTH], ["outside", polite("灯台"), NORTH]);
    const near = questions.nearness(polite("橋梁"), EAST, ["5-3", "outside"]);
    expect(near.map(({ lexical }) => lexical)).toEqual([0, 0]);
  });

  it.each(POLITE)("a question is as near with them as without: %s…%s%s", (before, particle, after) => {
    const polite = `${before}犬小屋${particle}${after}`;
    const questions = known(["5-3", polite, NORTH], ["outside", "灯台", NORTH]);
    const [own] = questions.nearness(polite, EAST, ["5-3"]);
    expect(own?.lexical).toBeGreaterThan(0);
    expect(questions.nearness(`犬小屋${particle}`, EAST, ["5-3"])[0]).toEqual(own);
  });

  it("nor do they find a word that is written with the same character", () => {
    const [near] = known(["5-3", "教室の壁", NORTH]).nearness("灯台を教えてください", EAST, ["5-3"]);
    expect(near?.lexical).toBe(0);
  });
});
