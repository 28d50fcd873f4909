import { beforeAll, describe, expect, it } from "vitest";
import { normalise } from "../index/normalise.ts";
import {
  budgetRules,
  largestGroupRules,
  ministryRules,
  readPosition,
  sectionRules,
  textRules,
  typeRules,
} from "../src/question/listing-rules.ts";
import { BY_HAND, buildRealListing, inSections, namesOf, ofMinistries, type RealListing } from "./listing-by-hand.ts";

let listing: RealListing;
beforeAll(async () => {
  listing = await buildRealListing();
});

describe("a stated budget within a bound is asked for by", () => {
  // (1)⑩, (1)㉔, (1)㉕ and (5)④ print 3,400億円 or more; 3,000億円 is printed by (2)⑤, (3)⑩ and (6)⑫.
  const LARGEST = ["1-10", "1-24", "1-25", "5-4"];
  const LARGE = ["1-10", "1-24", "1-25", "2-5", "3-10", "5-4", "6-12"];
  // 0.26億円, 0.3億円, 0.3億円, 0.2億円, 0.28億円.
  const SMALL = ["1-20", "3-5", "5-8", "6-15", "6-19"];
  it.each([
    ["予算が3,400億円以上の施策を全部", LARGEST],
    ["予算額が３，０００億円以上の施策は何件ありますか", LARGE],
    ["予算が2,500億円を超える施策を全部", LARGE],
    ["予算規模が2,500億円より大きい施策の一覧", LARGE],
    // The bound itself is in 以上 and 以下, and not in 超 and 未満.
    ["予算が3,400億円を超える施策を全部", ["1-24"]],
    ["予算が0.26億円未満の施策を全部", ["6-15"]],
    ["予算が2,500億円を超え3,400億円未満の施策を全部", ["2-5", "3-10", "6-12"]],
    ["予算が0.3億円以下の施策を一覧で", SMALL],
    ["予算が3,000万円以下の施策を一覧で", SMALL],
    ["予算が2,500億円より多い施策を全部", LARGE],
    ["補助の額が3,400億円以上の施策は?", LARGEST],
    ["規模が3,400億円以上の施策は?", LARGEST],
    ["基金が3,400億円以上の施策は?", LARGEST],
    ["予算の額が0.35億円未満の施策を全部", SMALL],
    ["予算が3,500万円より少ない施策は?", SMALL],
  ])("%s", (question, ids) => {
    expect(listing.passing(budgetRules(listing.asking(question)))).toEqual(ids);
  });

  it("one of several budgets is enough: (1)⑩ prints 0.7億円 and 3,400億円", () => {
    expect(listing.passing(budgetRules(listing.asking("予算が1,000億円以上の施策を全部")))).toContain("1-10");
    expect(listing.passing(budgetRules(listing.asking("予算が1億円以下の施策を全部")))).toContain("1-10");
  });

  it("the rule says the amount and the bound as they were asked for", () => {
    expect(namesOf(budgetRules(listing.asking("予算が50億円を超える施策を全部")))[0]).toContain("50億円超");
    expect(namesOf(budgetRules(listing.asking("予算が50億円超えの施策を全部")))[0]).toMatch(/50億円超$/u);
    expect(namesOf(budgetRules(listing.asking("予算が3,400億円以上の施策を全部")))[0]).toContain("3,400億円以上");
  });

  it.each(["予算を全部", "売上5億円以上の会社が使える施策の一覧", "予算の多い施策を全部"])(
    "nothing in %s",
    (question) => {
      expect(budgetRules(listing.asking(question))).toEqual([]);
    },
  );
});

describe("the group with most or fewest measures is", () => {
  it.each([
    ["施策の数が一番多い節は?", "(6)人材の確保", inSections(6)],
    ["節のうち施策が最も少ないのはどれ", "(10)経営改善・事業再生", inSections(10)],
    ["(1)から(10)のうち施策が一番多いのは?", "(6)人材の確保", inSections(6)],
    ["施策がもっとも多い分野は", "(6)人材の確保", inSections(6)],
    ["件数が一番多い節は?", "(6)人材の確保", inSections(6)],
    ["施策の一番多い項目は?", "(6)人材の確保", inSections(6)],
    ["施策が一番多い府省は?", "経産省", ofMinistries(["経産省"])],
    ["どの府省の施策が一番多い?", "経産省", ofMinistries(["経産省"])],
    ["施策が最も多い省はどの省?", "経産省", ofMinistries(["経産省"])],
    ["施策が一番少ないのはどの省庁", "法務省", ofMinistries(["法務省"])],
  ])("%s %s", (question, group, ids) => {
    const rules = largestGroupRules(listing.asking(question));
    expect(namesOf(rules)[0]).toContain(group);
    expect(listing.passing(rules)).toEqual(ids);
  });

  it.each(["厚労省の施策を全部", "一番多い悩みは人手不足です", "施策が一番多いのは?", "参加者が一番多い都市は?"])(
    "not asked for in %s",
    (question) => {
      expect(largestGroupRules(listing.asking(question))).toEqual([]);
    },
  );
});

describe("words of the whole text are asked for by", () => {
  it.each([
    ["能登半島地震にふれている施策を全部", "本文に「能登半島地震」を含む", ["9-6", "10-2"]],
    ["「万博」と書いてある施策を全部", "本文に「万博」を含む", ["3-27"]],
    ["利子補給が受けられる施策を全部", "本文に「利子補給」を含む", ["1-14"]],
  ])("%s", (question, rule, ids) => {
    const rules = textRules(listing.asking(question));
    expect(namesOf(rules)).toEqual([rule]);
    expect(listing.passing(rules)).toEqual(ids);
  });

  it.each(["施策を全部", "農水省の施策を一覧で", "「施策」と書いてあるもの", "「題名」と書いてあるもの"])(
    "nothing in %s",
    (question) => {
      expect(textRules(listing.asking(question))).toEqual([]);
    },
  );
});

describe("a type of support", () => {
  it("narrows another rule", () => {
    const question = listing.asking("農水省の補助金を一覧で");
    const rules = typeRules(question, ministryRules(question));
    expect(namesOf(rules)).toEqual(["支援の種類が補助金・助成金"]);
    expect(listing.passing(rules)).toContain("1-22");
    expect(listing.passing(rules)).not.toContain("1-27");
  });

  it.each([
    ["税制の施策は何件ありますか", "税制", "1-27"],
    ["出資の施策を全部", "出資", "1-7"],
  ])("is a rule by itself where nothing else is said: %s", (question, type, id) => {
    const rules = typeRules(listing.asking(question), []);
    expect(namesOf(rules)).toEqual([`支援の種類が${type}`]);
    expect(listing.passing(rules)).toContain(id);
  });

  it.each([
    ["減税", "税制"],
    ["助成金", "補助金・助成金"],
    ["融資", "融資・保証・保険"],
    ["保証制度", "融資・保証・保険"],
    ["保険", "融資・保証・保険"],
    ["認定制度", "認定・優遇"],
    ["優遇", "認定・優遇"],
    ["相談", "相談・専門家派遣"],
    ["専門家派遣", "相談・専門家派遣"],
    ["研修", "人材・研修"],
    ["展示会", "マッチング・展示会"],
    ["マッチング", "マッチング・展示会"],
    ["研究開発", "研究開発"],
  ])("is known by the word %s: %s", (word, type) => {
    const rules = typeRules(listing.asking(`${word}の施策を全部`), []);
    expect(namesOf(rules)).toEqual([`支援の種類が${type}`]);
    expect(listing.passing(rules).length).toBeGreaterThan(0);
    expect(listing.passing(rules).length).toBeLessThan(BY_HAND.length);
  });

  it.each(["冷凍庫の補助金を全部", "施策を全部"])("is none in %s", (question) => {
    expect(typeRules(listing.asking(question), [])).toEqual([]);
  });

  it("is none where the heading already says it", () => {
    const question = listing.asking("研究開発・イノベーションの推進の施策を全部");
    expect(typeRules(question, sectionRules(question))).toEqual([]);
  });
});

describe("a place in the document", () => {
  it.each([
    ["最初に載っている施策は?", "first"],
    ["冒頭の施策は?", "first"],
    ["最初に書いてある番号は?", "first"],
    ["いちばんはじめの項目は?", "first"],
    ["一番最後の施策は?", "last"],
    ["末尾に書いてある施策の番号は?", "last"],
    ["おしまいに載っている項目は?", "last"],
  ])("%s is the %s", (question, position) => {
    expect(readPosition(normalise(question))).toBe(position);
  });

  it.each(["最初の一歩を踏み出したい", "最後まで面倒を見てくれる施策は?", "施策を全部", ""])(
    "is not named in %j",
    (question) => {
      expect(readPosition(normalise(question))).toBeUndefined();
    },
  );
});
