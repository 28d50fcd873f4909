import { beforeAll, describe, expect, it } from "vitest";
import { ingestDocument } from "../ingest/ingest-document.ts";
import { readDocument } from "../ingest/read-document.ts";
import { type References, resolveReferences } from "../src/question/resolve-references.ts";
import { Catalogue } from "../src/retrieval/catalogue.ts";
import { REAL_DOCUMENT } from "./ingest-documents.ts";

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = new Catalogue(ingestDocument(await readDocument(REAL_DOCUMENT)));
});

const read = (question: string): References => resolveReferences(question, catalogue);

const MEASURES: [written: string, ids: string[]][] = [
  ["(5)③", ["5-3"]],
  ["（5）③", ["5-3"]],
  ["（５）③", ["5-3"]],
  ["(5) ③", ["5-3"]],
  ["(5)の③", ["5-3"]],
  ["(5)の3", ["5-3"]],
  ["（５）の３", ["5-3"]],
  ["(5)-3", ["5-3"]],
  ["(5)3番", ["5-3"]],
  ["(5)の3番目", ["5-3"]],
  ["5-3", ["5-3"]],
  ["５－３", ["5-3"]],
  ["5ー3", ["5-3"]],
  ["5‐3", ["5-3"]],
  ["5–3", ["5-3"]],
  ["5−3", ["5-3"]],
  ["5の3", ["5-3"]],
  ["５の３", ["5-3"]],
  ["5③", ["5-3"]],
  ["5の③", ["5-3"]],
  ["第5節③", ["5-3"]],
  ["第５節の３", ["5-3"]],
  ["第5節の3番目", ["5-3"]],
  ["第(5)節の3", ["5-3"]],
  ["第五節③", ["5-3"]],
  ["第五節の三番目", ["5-3"]],
  ["5節の3", ["5-3"]],
  ["セクション5の3", ["5-3"]],
  ["section 5-3", ["5-3"]],
  ["施策5-3", ["5-3"]],
  ["No.5-3", ["5-3"]],
  ["【5-3】", ["5-3"]],
  ["「5-3」について教えて", ["5-3"]],
  ["5-3の予算は", ["5-3"]],
  ["5-3って何", ["5-3"]],
  ["ちなみに5-3は?", ["5-3"]],
  ["小さな会社ですが5-3を使えますか", ["5-3"]],
  ["5-3 キャリアアップ助成金", ["5-3"]],
  ["(1)13", ["1-13"]],
  ["1-13", ["1-13"]],
  ["第十節④", ["10-4"]],
  ["(10)④", ["10-4"]],
  ["10-4", ["10-4"]],
  ["(1)㉚", ["1-30"]],
  ["(6)㊳", ["6-38"]],
  ["6㊳", ["6-38"]],
  ["(4)①②⑧", ["4-1", "4-2", "4-8"]],
  ["(4)①、②、⑧", ["4-1", "4-2", "4-8"]],
  ["(6)の㉔と㉕", ["6-24", "6-25"]],
  ["(5)①〜③", ["5-1", "5-2", "5-3"]],
  ["(5)③と(9)④の違い", ["5-3", "9-4"]],
  ["5-3と5-4", ["5-3", "5-4"]],
  ["(9)④と(5)③と(9)④", ["9-4", "5-3"]],
];

describe("a measure is read from", () => {
  it.each(MEASURES)("%s: %j", (written, ids) => {
    expect(read(written).measures.toSorted()).toEqual(ids.toSorted());
    expect(read(written)).toMatchObject({ pages: [], sections: [], unknown: [] });
  });
});

const PAGES: [written: string, pages: number[]][] = [
  ["p.73", [73]],
  ["P73", [73]],
  ["p 73", [73]],
  ["ｐ．７３", [73]],
  ["73p", [73]],
  ["page 73", [73]],
  ["73ページ", [73]],
  ["７３ページ", [73]],
  ["73ページ目", [73]],
  ["73頁", [73]],
  ["ページ73", [73]],
  ["七十三ページ", [73]],
  ["pp.72-74", [72, 73, 74]],
  ["p.72-74", [72, 73, 74]],
  ["p72〜p74", [72, 73, 74]],
  ["72〜74ページ", [72, 73, 74]],
  ["72-74頁", [72, 73, 74]],
  ["72ページから74ページ", [72, 73, 74]],
  ["73ページと80ページ", [73, 80]],
  ["200ページ", [200]],
];

describe("a page is read from", () => {
  it.each(PAGES)("%s: %j", (written, pages) => {
    expect(read(written)).toMatchObject({ pages, measures: [], unknown: [] });
  });
});

describe("a section is read from", () => {
  it.each(["(5)", "（５）について", "第5節", "5節の施策", "第五節にある施策", "セクション5節"])("%s", (written) => {
    expect(read(written)).toMatchObject({ sections: [5], measures: [], unknown: [] });
  });
});

const NAMES: [written: string, ids: string[]][] = [
  ["キャリアアップ助成金", ["5-3"]],
  ["キャリアアップ助成金の予算はいくらですか", ["5-3"]],
  ["ｷｬﾘｱｱｯﾌﾟ助成金", ["5-3"]],
  ["業務改善助成金", ["5-1"]],
  ["プロフェッショナル人材事業", ["6-1"]],
  ["生産性革命推進事業", ["1-25", "5-4"]],
  ["経営力強化とは別の、中小PMI支援の充実", ["9-8"]],
  ["ミラサポPlusの実施", ["9-4"]],
  ["イノベーションボックス税制", ["3-16"]],
  ["J-Skip", ["6-21"]],
  ["ローカル10,000プロジェクト", ["1-28"]],
  ["「マナパス」とは", ["5-8"]],
  ["「地域の人事部」とは", ["6-9"]],
  ["『大規模成長投資補助金』", ["2-5"]],
  ["リスキリングを通じたキャリアアップ支援事業", ["5-17"]],
  ["人材開発支援助成金と業務改善助成金", ["5-14", "5-1"]],
];

describe("a name is read from", () => {
  it.each(NAMES)("%s: %j", (written, ids) => {
    expect(read(written).titles.toSorted()).toEqual(ids.toSorted());
  });
});

describe("a number that no measure has is said to be unknown", () => {
  it.each(["(5)99", "(5)㊿", "(11)①", "第5節の99"])("%s", (written) => {
    const found = read(written);
    expect(found.measures).toEqual([]);
    expect(found.unknown).toHaveLength(1);
  });
});

/** Numbers of daily life. Whoever writes them means no measure and no page. */
const NO_REFERENCES = [
  "3-5年 ３〜５年の計画 令和6年 令和5-6年度 R6-7年度 2024-25 2-3日 1-2週間 10-12月 3-5か月 24時間 5-10分 9-5時勤務",
  "5-10人 5-3名 2-3社 2-3店舗 4-6歳 1-2台 2-3種類 2-5か国 3-4本 1,500kl 3-5km 3-4kg 2-4トン",
  "1-2万円 2-3百万円 3-5% 5-6割 1/2-2/3の補助率 5.3倍 1の位 第3回 第1-3期 3回目 2の次 1-5位 国道1-3号線",
  "03-1234-5678 〒100-8901 霞が関1-3-1 0-1 A4で3枚 H2Oとは 𠮷野家 ① ・・・",
].flatMap((line) => line.split(" "));

describe("nothing is read from", () => {
  it.each(NO_REFERENCES)("%j", (written) => {
    expect(read(written)).toEqual({ measures: [], pages: [], sections: [], titles: [], unknown: [], words: written });
  });
});

describe("the words of a question", () => {
  it.each([
    ["(5)⑫の受講者数は?", "の受講者数は?"],
    ["p.73の5年間の予算", "の5年間の予算"],
    ["令和5年度の受講者数は?", "令和5年度の受講者数は?"],
  ])("leave out the numbers that name measures and pages: %s", (written, words) => {
    expect(read(written).words).toBe(words);
  });
});
