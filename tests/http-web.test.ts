import { beforeAll, describe, expect, it } from "vitest";
import { readTurns } from "../web/client/conversations.ts";
import { type Html, named, parseHtml, textIn } from "./html.ts";
import { appAnswering, asBrowser, type Environment, loadingApp, type RunningApp, realApp } from "./real-app.ts";

let running: RunningApp;
beforeAll(async () => {
  running = await realApp();
});

const open = async (path: string, request: RequestInit = {}): Promise<Response> =>
  running.app.request(path, { ...request, headers: asBrowser });
const read = async (response: Response | Promise<Response>): Promise<Html> => parseHtml(await (await response).text());
const post = (fields: readonly (readonly [string, string])[], path = "/"): Promise<Response> =>
  open(path, { method: "POST", body: new URLSearchParams(fields.map(([name, value]) => [name, value])) });

const turnsOf = (html: Html) => {
  const chat = html.tags.find(({ attributes }) => attributes.id === "chat");
  return readTurns(chat?.attributes["data-turns"]);
};
const questionsOf = (html: Html): string[] => turnsOf(html).map(({ question }) => question);
const headingOf = (html: Html): string => {
  const [heading] = named(html, "h1");
  return heading ? textIn(html, heading) : "";
};
const addressAsking = (...questions: string[]): string =>
  `/?${new URLSearchParams(questions.map((question) => ["ask", question]))}`;

describe("the address of a shared answer", () => {
  it("shows the question answered, with its quotes, before any script runs", async () => {
    const html = await read(open(addressAsking("プラチナえるぼしは何社ですか")));
    const text = html.texts.map((piece) => piece.text).join("");
    expect(questionsOf(html)).toEqual(["プラチナえるぼしは何社ですか"]);
    expect(text).toContain("(4)③ えるぼし認定企業への優遇措置");
    expect(text).toContain("p.61");
    expect(named(html, "blockquote").length).toBeGreaterThan(0);
  });

  it("understands its second question from the first", async () => {
    const html = await read(open(addressAsking("畜産クラスター事業とは何ですか", "その令和6年度補正の予算は?")));
    const [first, second] = turnsOf(html);
    expect(first?.answer.measures[0]).toBe("1-22");
    expect(second?.answer.answer).toContain("319億円");
    expect(second?.answer.citations.map(({ measureId }) => measureId)).toContain("1-22");
    const alone = await read(open(addressAsking("その令和6年度補正の予算は?")));
    expect(turnsOf(alone)[0]?.answer.answer).not.toContain("319億円");
  });

  it("answers in English on the English pages, and in the question's language elsewhere", async () => {
    const question = "(5)③の予算は?";
    const [japanese] = turnsOf(await read(open(addressAsking(question))));
    const [english] = turnsOf(await read(open(`${addressAsking(question)}&lang=en`)));
    expect(japanese?.answer.answer).toContain("施策");
    expect(english?.answer.answer).toContain("Measure");
    expect(english?.answer.notice).toContain("Quoted from");
  });

  it("is the empty page where it asks nothing", async () => {
    for (const path of ["/?ask=", "/?ask=%20&ask=", "/?q=(5)③"])
      expect(questionsOf(await read(open(path)))).toEqual([]);
  });

  it("answers the last six questions of more", async () => {
    const asked: string[] = [];
    const { app } = await appAnswering(async ({ messages }) => {
      const question = messages.at(-1)?.content ?? "";
      asked.push(`${question} after ${messages.length - 1}`);
      return {
        id: question,
        kind: "answer",
        answer: question,
        citations: [],
        measures: [],
        suggestions: [],
        mode: "extractive",
        tookMs: 1,
        edition: "2025-02",
      };
    });
    const html = await read(app.request(addressAsking("1", "2", "3", "4", "5", "6", "7", "8")));
    expect(questionsOf(html)).toEqual(["3", "4", "5", "6", "7", "8"]);
    expect(asked).toEqual(["3 after 0", "4 after 2", "5 after 4", "6 after 6", "7 after 8", "8 after 10"]);
  });

  it("says that a question is too long, and answers one of 1,000 characters", async () => {
    const refused = await open(addressAsking("短い質問", "あ".repeat(1001)));
    expect(refused.status).toBe(413);
    expect(headingOf(await read(refused))).toBe("質問が長すぎます。");
    expect((await open(addressAsking("あ".repeat(1000)))).status).toBe(200);
  });
});

describe("the limit of questions", () => {
  const limited = async (environment: Environment = {}) => {
    const { app } = await realApp({ ASKS_PER_MINUTE: "2", ...environment });
    return async (path: string): Promise<Response> => app.request(path, { headers: asBrowser });
  };

  it("counts shared addresses, and tells on a page when to come back", async () => {
    const get = await limited();
    const path = addressAsking("(5)③とは");
    expect([(await get(path)).status, (await get(path)).status]).toEqual([200, 200]);
    const refused = await get(path);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(headingOf(await read(refused))).toContain("質問が多すぎます");
  });

  it("tells so in English to a reader of the English pages", async () => {
    const get = await limited({ ASKS_PER_MINUTE: "1" });
    await get("/?ask=5-3&lang=en");
    expect(headingOf(await read(get("/?ask=5-3&lang=en")))).toBe("Too many questions in a minute.");
  });

  it("does not count the empty page, also with a question to begin with, nor any page to read", async () => {
    const get = await limited({ ASKS_PER_MINUTE: "1" });
    for (const path of ["/", "/?lang=en", "/?q=(5)③", "/browse?q=ask", "/measures/5-3"]) {
      expect((await get(path)).status).toBe(200);
      expect((await get(path)).status).toBe(200);
    }
    expect((await get("/?ask=5-3")).status).toBe(200);
  });
});

describe("the plain form", () => {
  it("answers its question after the earlier ones, which it sends along", async () => {
    const html = await read(
      post([
        ["earlier", "畜産クラスター事業とは何ですか"],
        ["question", "その令和6年度補正の予算は?"],
      ]),
    );
    expect(questionsOf(html)).toEqual(["畜産クラスター事業とは何ですか", "その令和6年度補正の予算は?"]);
    expect(turnsOf(html)[1]?.answer.answer).toContain("319億円");
    const earlier = named(html, "input").filter(({ attributes }) => attributes.name === "earlier");
    expect(new Set(earlier.map(({ attributes }) => attributes.value))).toEqual(new Set(questionsOf(html)));
  });

  it("takes the pressed suggestion as its question where the box is empty", async () => {
    const html = await read(
      post([
        ["question", ""],
        ["question", "(5)③とは"],
      ]),
    );
    expect(questionsOf(html)).toEqual(["(5)③とは"]);
  });

  it("answers six questions at most: the last ones", async () => {
    const earlier = Array.from({ length: 8 }, (_, n) => ["earlier", `(5)③の予算は? ${n}`] as const);
    const html = await read(post([...earlier, ["question", "(5)④とは"]]));
    expect(questionsOf(html)).toHaveLength(6);
    expect(questionsOf(html).at(-1)).toBe("(5)④とは");
  });

  it("asks nothing without a question, whatever came earlier", async () => {
    expect(questionsOf(await read(post([["earlier", "(5)③とは"]])))).toEqual([]);
    expect(questionsOf(await read(post([["question", " "]])))).toEqual([]);
    expect(questionsOf(await read(post([])))).toEqual([]);
  });

  it("stays in English", async () => {
    const html = await read(post([["question", "(5)③の予算は?"]], "/?lang=en"));
    expect(turnsOf(html)[0]?.answer.answer).toContain("Measure");
    expect(named(html, "html")[0]?.attributes.lang).toBe("en");
  });

  it("is no question in a file that is sent as one", async () => {
    const body = new FormData();
    body.append("question", new Blob(["(5)③とは"]), "question.txt");
    expect(questionsOf(await read(open("/", { method: "POST", body })))).toEqual([]);
  });
});

describe("going to a page by its number", () => {
  const target = async (path: string): Promise<string> => {
    const response = await open(path);
    return `${response.status} ${response.headers.get("Location")}`;
  };

  it("leads to the page, in the reader's language", async () => {
    expect(await target("/pages?page=73")).toBe("302 /pages/73");
    expect(await target("/pages?page=073&lang=en")).toBe("302 /pages/73?lang=en");
    expect(await target("/pages")).toBe("302 /pages/1");
  });

  it.each([
    ["/pages?page=165", 404],
    ["/pages?page=0", 404],
    ["/pages?page=", 400],
    ["/pages?page=//evil.example", 400],
    ["/pages?page=七十三", 400],
  ])("says on a page that there is none: %s", async (path, status) => {
    const response = await open(path);
    expect(response.status).toBe(status);
    expect(response.headers.get("Location")).toBeNull();
    expect(headingOf(await read(response))).toContain("ページ");
  });
});

describe("the picture of a page that is shared", () => {
  it("is there", async () => {
    const meta = named(await read(open("/")), "meta");
    const picture = meta.find(({ attributes }) => attributes.property === "og:image")?.attributes.content ?? "";
    const response = await open(new URL(picture).pathname);
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toMatch(/^image\//u);
  });
});

describe("while the document is loading", () => {
  it("says on every page that it is starting, in the reader's language", async () => {
    const { app } = loadingApp();
    for (const path of ["/", "/browse", "/measures/5-3", "/pages/73", "/browse.csv"]) {
      const response = await app.request(path, { headers: asBrowser });
      expect(response.status).toBe(503);
      expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
      expect(headingOf(await read(response))).toBe("準備中です。");
    }
    const english = await read(app.request("/?lang=en", { headers: asBrowser }));
    expect(headingOf(english)).toBe("Still starting. Try again in a few seconds.");
  });
});
