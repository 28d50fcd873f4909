import { beforeAll, describe, expect, it } from "vitest";
import { nameAskedAbout } from "../src/question/asks-what-is.ts";
import { resolveReferences } from "../src/question/resolve-references.ts";
import type { Catalogue } from "../src/retrieval/catalogue.ts";
import { buildRealAssistant, citedBy, type RealAssistant } from "./real-assistant.ts";
import { realCatalogue } from "./real-catalogue.ts";

describe("a question of what something is", () => {
  it.each([
    ["くるみんとは何ですか", "くるみん"],
    ["くるみんって何", "くるみん"],
    ["「えるぼし」とは?", "えるぼし"],
    ["ＲＥＶＩＣって何のことですか？", "REVIC"],
    ["GXは何の略ですか", "GX"],
    ["くるみん とは何ですか", "くるみん"],
    ["キャリアアップ助成金とは", "キャリアアップ助成金"],
  ])("%s asks about %s", (question, name) => {
    expect(nameAskedAbout(question)).toBe(name);
  });

  it.each([
    "会社とは何ですか",
    "必要なものは何ですか、急いでいます",
    "何とは",
    "補助率は何ですか",
    "使える制度は何ですか",
    "GXは何ですか",
    "えるぼしの要件とは別に何がありますか",
    "とは何ですか",
  ])("is not %s", (question) => {
    expect(nameAskedAbout(question)).toBeUndefined();
  });

  let real: RealAssistant;
  let catalogue: Catalogue;
  beforeAll(async () => {
    real = await buildRealAssistant();
    catalogue = await realCatalogue();
  });

  it.each([
    ["くるみんとは何ですか", "4-4"],
    ["くるみんって何ですか?", "4-4"],
    ["REVICとは", "10-2"],
    ["PMIって何", "9-8"],
    ["ゼブラ企業とは何ですか", "1-29"],
  ])("%s is answered from (%s)", async (question, id) => {
    const answer = await real.ask(question);
    expect([answer.kind, citedBy(answer)[0]]).toEqual(["answer", id]);
  });

  it.each(["ITとは何ですか", "支援策とは何ですか", "ポイントは何ですか"])(
    "names no measure by a part of a word: %s",
    (question) => {
      expect(resolveReferences(question, catalogue).titles).toEqual([]);
    },
  );

  it.each(["おすすめって何ですか", "使える制度は何ですか"])(
    "is no reason to answer what is too broad: %s",
    async (question) => {
      expect((await real.ask(question)).kind).not.toBe("answer");
    },
  );

  it("gets a list where many measures are about it, and a refusal where none is", async () => {
    expect((await real.ask("DXって何のことですか")).kind).toBe("list");
    expect((await real.ask("相対性理論とは何ですか")).kind).toBe("refuse");
  });
});
