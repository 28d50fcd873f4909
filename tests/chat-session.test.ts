import { describe, expect, it } from "vitest";
import type { AskOutcome } from "../web/client/ask.ts";
import { answeredTurns } from "../web/client/chat-session.ts";
import { answered, answerOf, citation, failure, newChat, progress, settled } from "./fake-chat.ts";

describe("a question", () => {
  it("stands there at once, grows with its answer, and is answered", async () => {
    const { session, call, shown } = newChat();
    void session.ask("  賃上げ \n");
    expect(shown()).toEqual(["賃上げ: asking"]);
    expect(session.busy).toBe(true);
    call().onProgress(progress);
    expect(session.state.turns[0]?.status).toEqual({ kind: "asking", progress });
    await call().end(answered("支援します。"));
    expect(session.state.turns[0]?.status).toEqual({ kind: "answered", answer: answerOf("支援します。") });
    expect(session.busy).toBe(false);
  });

  it("is asked with the answered ones before it, not with those that failed", async () => {
    const { session, call } = newChat();
    void session.ask("賃上げ");
    await call().end(answered("支援します。"));
    void session.ask("輸出");
    await call().end({ status: "failed", failure });
    void session.ask("その予算は");
    expect(call().messages.map(({ content }) => content)).toEqual(["賃上げ", "支援します。", "その予算は"]);
  });

  it("is refused while another is being answered, and where it is empty", async () => {
    const { session, calls, call, shown, announced } = newChat();
    void session.ask("賃上げ");
    expect(await session.ask("輸出")).toBe(false);
    await call().end(answered("支援します。"));
    expect(await session.ask(" \n")).toBe(false);
    expect(calls).toHaveLength(1);
    expect(shown()).toEqual(["賃上げ: answered"]);
    expect(announced).toEqual(["begun", "finished"]);
  });

  it("has a key of its own, also beside turns that the server rendered", async () => {
    const { session, call } = newChat([{ question: "輸出", answer: answerOf("答え") }]);
    void session.ask("賃上げ");
    await call().end(answered("支援します。"));
    const keys = session.state.turns.map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });
});

describe("a screen reader", () => {
  it.each<[string, AskOutcome, string]>([
    ["an answer", answered("支援します。"), "finished"],
    ["a stop", { status: "stopped" }, "stopped"],
    ["a failure", { status: "failed", failure }, "failed"],
  ])("is told twice, at the beginning and of %s, however many words arrive between", async (_, outcome, told) => {
    const { session, call, announced } = newChat();
    void session.ask("賃上げ");
    for (const text of ["賃", "賃上", "賃上げ"]) call().onProgress({ ...progress, text });
    await call().end(outcome);
    expect(announced).toEqual(["begun", told]);
  });

  it("is told twice where the conversation is left before the answer comes", async () => {
    const { session, call, announced } = newChat();
    void session.ask("賃上げ");
    session.startNew();
    await call().end(answered("支援します。"));
    expect(announced).toEqual(["begun", "stopped"]);
  });

  it("is told twice again of a question asked anew", async () => {
    const { session, call, announced } = newChat();
    void session.ask("賃上げ");
    await call().end({ status: "failed", failure });
    void session.retry(session.state.turns[0]?.key ?? 0);
    await call().end(answered("支援します。"));
    expect(announced).toEqual(["begun", "failed", "begun", "finished"]);
  });

  it("hears how many sources there are, and what went wrong", async () => {
    const { session, call } = newChat();
    void session.ask("賃上げ");
    await call().end({ status: "answered", answer: { ...answerOf("a"), citations: [citation] } });
    expect(session.state.announcement).toEqual({ kind: "finished", citations: 1 });
    void session.ask("輸出");
    await call().end({ status: "failed", failure });
    expect(session.state.announcement).toEqual({ kind: "failed", failure });
  });

  it("is told nothing of what is restored, opened or deleted", () => {
    const { session, announced, conversations } = newChat();
    conversations.put({ id: "old", startedAt: "", turns: [{ question: "輸出", answer: answerOf("答え") }] });
    session.restore("old");
    session.startNew();
    session.open("old");
    session.removeAll();
    expect(announced).toEqual([]);
  });
});

describe("stopping", () => {
  it("ends the request and shows that it was stopped", async () => {
    const { session, call, shown } = newChat();
    void session.ask("賃上げ");
    session.stop();
    await settled();
    expect(call().signal.aborted).toBe(true);
    expect(shown()).toEqual(["賃上げ: stopped"]);
    expect(session.busy).toBe(false);
  });

  it("does nothing when nothing is under way", () => {
    const { session, shown, announced } = newChat();
    session.stop();
    expect(shown()).toEqual([]);
    expect(announced).toEqual([]);
  });
});

describe("asking again", () => {
  it("puts the question below the others, with its former answer gone", async () => {
    const { session, call, shown } = newChat();
    void session.ask("賃上げ");
    await call().end({ status: "failed", failure });
    void session.ask("輸出");
    await call().end(answered("答え"));
    void session.retry(session.state.turns[0]?.key ?? 0);
    expect(shown()).toEqual(["輸出: answered", "賃上げ: asking"]);
    expect(call().messages.map(({ content }) => content)).toEqual(["輸出", "答え", "賃上げ"]);
  });

  it("does nothing while a question is being answered, nor for a turn that is gone", async () => {
    const { session, calls, call, shown } = newChat();
    void session.ask("賃上げ");
    await call().end({ status: "stopped" });
    const stopped = session.state.turns[0]?.key ?? 0;
    void session.ask("輸出");
    await session.retry(stopped);
    expect(shown()).toEqual(["賃上げ: stopped", "輸出: asking"]);
    await call().end(answered("答え"));
    await session.retry(12345);
    expect(calls).toHaveLength(2);
  });
});

describe("leaving before the answer comes", () => {
  it("ends the request, and the late answer changes nothing", async () => {
    const { session, call, shown, conversations } = newChat();
    void session.ask("賃上げ");
    session.startNew();
    call().onProgress(progress);
    await call().end(answered("遅い答え"));
    expect(call().signal.aborted).toBe(true);
    expect(shown()).toEqual([]);
    expect(conversations.list()).toEqual([]);
  });

  it("lets the next question be asked at once, whose answer does not mix with the former", async () => {
    const { session, calls, shown } = newChat();
    void session.ask("賃上げ");
    session.startNew();
    void session.ask("輸出");
    calls[0]?.onProgress(progress);
    await calls[0]?.end(answered("遅い答え"));
    expect(session.state.turns[0]?.status).toEqual({ kind: "asking", progress: undefined });
    await calls[1]?.end(answered("輸出の答え"));
    expect(shown()).toEqual(["輸出: answered"]);
  });

  it("keeps what was answered before", async () => {
    const { session, call, conversations } = newChat();
    void session.ask("賃上げ");
    await call().end(answered("支援します。"));
    void session.ask("その予算は");
    session.startNew();
    await settled();
    expect(conversations.list().map(({ turns }) => turns.map(({ question }) => question))).toEqual([["賃上げ"]]);
  });
});

describe("who listens", () => {
  it("is told no more after leaving", async () => {
    const { session, call } = newChat();
    let times = 0;
    const leave = session.subscribe(() => {
      times += 1;
    });
    void session.ask("賃上げ");
    const before = times;
    leave();
    await call().end(answered("支援します。"));
    expect(before).toBeGreaterThan(0);
    expect(times).toBe(before);
  });
});

describe("answered turns", () => {
  it("are those with an answer, in order", async () => {
    const { session, call } = newChat();
    void session.ask("賃上げ");
    await call().end(answered("一"));
    void session.ask("輸出");
    await call().end({ status: "stopped" });
    void session.ask("後継者");
    await call().end(answered("二"));
    expect(answeredTurns(session.state.turns).map(({ question }) => question)).toEqual(["賃上げ", "後継者"]);
  });
});
