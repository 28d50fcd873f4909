import { describe, expect, it } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import { type Conversation, Conversations, messagesFor, readTurns } from "../web/client/conversations.ts";

const KEY = "shisaku-navi::2025-02:conversations";

/** A browser's storage that holds at most so many characters. */
class FakeStorage implements Storage {
  readonly #entries = new Map<string, string>();
  readonly #characters: number;

  constructor(characters = Number.POSITIVE_INFINITY) {
    this.#characters = characters;
  }
  get length(): number {
    return this.#entries.size;
  }
  key(index: number): string | null {
    return Array.from(this.#entries.keys())[index] ?? null;
  }
  getItem(key: string): string | null {
    return this.#entries.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (value.length > this.#characters) throw new DOMException("full", "QuotaExceededError");
    this.#entries.set(key, value);
  }
  removeItem(key: string): void {
    this.#entries.delete(key);
  }
  clear(): void {
    this.#entries.clear();
  }
}

const answerOf = (text: string, cited: readonly string[] = []): Answer => ({
  id: "a1",
  kind: "answer",
  answer: text,
  citations: cited.map((measureId, index) => ({
    n: index + 1,
    edition: "2025-02",
    measureId,
    number: "(5)③",
    title: "助成金",
    pages: { first: 73, last: 73, exact: true },
    column: "policy",
    quote: "助成する。",
    url: `/measures/${measureId}`,
  })),
  measures: [],
  suggestions: [],
  mode: "extractive",
  tookMs: 1,
  edition: "2025-02",
});

const turnOf = (question: string) => ({ question, answer: answerOf(`${question}の答え`) });
const conversationOf = (id: string, ...questions: string[]): Conversation => ({
  id,
  startedAt: "2025-02-03T04:05:06.000Z",
  turns: questions.map(turnOf),
});
const idsOf = (conversations: Conversations): string[] => conversations.list().map(({ id }) => id);

describe("the conversations of a browser", () => {
  it("come back as they were, newest first, also after the page is loaded again", () => {
    const storage = new FakeStorage();
    const conversations = new Conversations(storage, KEY);
    conversations.put(conversationOf("a", "賃上げ"));
    conversations.put(conversationOf("b", "輸出", "その予算は"));
    expect(new Conversations(storage, KEY).list()).toEqual([
      conversationOf("b", "輸出", "その予算は"),
      conversationOf("a", "賃上げ"),
    ]);
    expect(new Conversations(storage, KEY).get("a")).toEqual(conversationOf("a", "賃上げ"));
    expect(new Conversations(storage, KEY).get("c")).toBeUndefined();
  });

  it("hold a conversation once, where it goes on it becomes the newest", () => {
    const conversations = new Conversations(new FakeStorage(), KEY);
    conversations.put(conversationOf("a", "賃上げ"));
    conversations.put(conversationOf("b", "輸出"));
    conversations.put(conversationOf("a", "賃上げ", "その予算は"));
    expect(idsOf(conversations)).toEqual(["a", "b"]);
    expect(conversations.get("a")?.turns).toHaveLength(2);
  });

  it("are the newest twenty, each with its last thirty answers", () => {
    const conversations = new Conversations(new FakeStorage(), KEY);
    for (let n = 1; n <= 25; n++) conversations.put(conversationOf(`c${n}`, "賃上げ"));
    conversations.put(conversationOf("long", ...Array.from({ length: 40 }, (_, n) => `質問${n + 1}`)));
    expect(idsOf(conversations)).toEqual(["long", ...Array.from({ length: 19 }, (_, n) => `c${25 - n}`)]);
    expect(conversations.get("long")?.turns.map(({ question }) => question)).toEqual(
      Array.from({ length: 30 }, (_, n) => `質問${n + 11}`),
    );
  });

  it("go one by one and all at once, and leave nothing in the storage then", () => {
    const storage = new FakeStorage();
    const conversations = new Conversations(storage, KEY);
    for (const id of ["a", "b", "c"]) conversations.put(conversationOf(id, "賃上げ"));
    conversations.remove("b");
    expect(idsOf(conversations)).toEqual(["c", "a"]);
    conversations.removeAll();
    expect(idsOf(conversations)).toEqual([]);
    expect(storage.length).toBe(0);
  });
});

describe("a full storage", () => {
  it("keeps the newest conversations and loses the oldest", () => {
    const room = JSON.stringify([conversationOf("1", "賃上げ"), conversationOf("2", "賃上げ")]).length;
    const storage = new FakeStorage(room);
    const conversations = new Conversations(storage, KEY);
    for (const id of ["1", "2", "3", "4"]) conversations.put(conversationOf(id, "賃上げ"));
    expect(idsOf(new Conversations(storage, KEY))).toEqual(["4", "3"]);
  });

  it("costs nothing until the page goes, even where not one conversation fits", () => {
    const storage = new FakeStorage(10);
    const conversations = new Conversations(storage, KEY);
    conversations.put(conversationOf("a", "賃上げ"));
    conversations.put(conversationOf("b", "輸出"));
    expect(idsOf(conversations)).toEqual(["b", "a"]);
    expect(idsOf(new Conversations(storage, KEY))).toEqual([]);
  });
});

describe("a browser that refuses storage", () => {
  it("has its conversations until the page goes", () => {
    const conversations = new Conversations(undefined, KEY);
    conversations.put(conversationOf("a", "賃上げ"));
    conversations.put(conversationOf("b", "輸出"));
    conversations.remove("a");
    expect(idsOf(conversations)).toEqual(["b"]);
    conversations.removeAll();
    expect(idsOf(conversations)).toEqual([]);
  });
});

describe("two tabs", () => {
  it("keep each other's conversations", () => {
    const storage = new FakeStorage();
    const [one, other] = [new Conversations(storage, KEY), new Conversations(storage, KEY)];
    one.put(conversationOf("a", "賃上げ"));
    other.put(conversationOf("b", "輸出"));
    one.put(conversationOf("a", "賃上げ", "その予算は"));
    expect(idsOf(one)).toEqual(["a", "b"]);
    expect(idsOf(other)).toEqual(["a", "b"]);
  });

  it("do not bring back what the other has deleted", () => {
    const storage = new FakeStorage();
    const [one, other] = [new Conversations(storage, KEY), new Conversations(storage, KEY)];
    one.put(conversationOf("a", "賃上げ"));
    other.put(conversationOf("b", "輸出"));
    one.remove("a");
    expect(idsOf(other)).toEqual(["b"]);
    one.removeAll();
    expect(idsOf(other)).toEqual([]);
    other.put(conversationOf("c", "後継者"));
    expect(idsOf(one)).toEqual(["c"]);
  });
});

describe("what else stands in the storage", () => {
  const listed = (saved: string): string[] => {
    const storage = new FakeStorage();
    storage.setItem(KEY, saved);
    return idsOf(new Conversations(storage, KEY));
  };

  it.each(["{", "null", "7", '"text"', '{"id":"a"}', "[1, null, []]"])("is ignored: %s", (saved) => {
    expect(listed(saved)).toEqual([]);
  });

  it.each([
    ["an id of another kind", { id: 7 }],
    ["no time", { startedAt: undefined }],
    ["no turns", { turns: undefined }],
    ["a turn without a question", { turns: [{ answer: answerOf("a") }] }],
    ["an answer without citations", { turns: [{ question: "賃上げ", answer: { id: "a", answer: "a" } }] }],
    [
      "a citation without pages",
      { turns: [{ question: "賃上げ", answer: { ...answerOf("a"), citations: [{ n: 1 }] } }] },
    ],
  ])("is ignored where a conversation has %s, and the others stay", (_, change) => {
    const saved = [{ ...conversationOf("bad", "賃上げ"), ...change }, conversationOf("good", "輸出")];
    expect(listed(JSON.stringify(saved))).toEqual(["good"]);
  });

  it("is left alone under other keys", () => {
    const storage = new FakeStorage();
    storage.setItem("other", "mine");
    const conversations = new Conversations(storage, KEY);
    conversations.put(conversationOf("a", "賃上げ"));
    conversations.removeAll();
    expect(storage.getItem("other")).toBe("mine");
  });
});

describe("turns that a page was rendered with", () => {
  it("are read, and what is no answered turn is not", () => {
    const turn = turnOf("賃上げ");
    expect(readTurns(JSON.stringify([turn, { question: "輸出" }, 7]))).toEqual([turn]);
  });

  it.each([undefined, "", "{", "{}", "null"])("are none for %j", (json) => {
    expect(readTurns(json)).toEqual([]);
  });
});

describe("what the server is asked", () => {
  it("is the last six questions with their answers and measures cited, each once, then the question", () => {
    const turns = Array.from({ length: 8 }, (_, n) => ({
      question: `質問${n + 1}`,
      answer: answerOf(`答え${n + 1}`, ["5-3", "5-4", "5-3"]),
    }));
    const messages = messagesFor(turns, "その予算は?");
    expect(messages.map(({ role, content }) => `${role} ${content}`)).toEqual([
      ...[3, 4, 5, 6, 7, 8].flatMap((n) => [`user 質問${n}`, `assistant 答え${n}`]),
      "user その予算は?",
    ]);
    expect(messages[1]).toEqual({ role: "assistant", content: "答え3", citations: ["5-3", "5-4"] });
  });

  it("is the question alone at first", () => {
    expect(messagesFor([], "賃上げ")).toEqual([{ role: "user", content: "賃上げ" }]);
  });
});
