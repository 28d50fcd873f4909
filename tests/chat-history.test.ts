import { describe, expect, it } from "vitest";
import { answered, answerOf, failure, newChat } from "./fake-chat.ts";

describe("the history", () => {
  it("holds answered turns only, under the id and time of their conversation", async () => {
    const { session, call } = newChat();
    void session.ask("賃上げ");
    await call().end(answered("支援します。"));
    void session.ask("輸出");
    await call().end({ status: "failed", failure });
    expect(session.state.conversations).toEqual([
      {
        id: "conversation-1",
        startedAt: "2025-02-03T04:01:00.000Z",
        turns: [{ question: "賃上げ", answer: answerOf("支援します。") }],
      },
    ]);
  });

  it("opens an earlier conversation, which then goes on as itself", async () => {
    const { session, call, shown } = newChat();
    void session.ask("賃上げ");
    await call().end(answered("支援します。"));
    session.startNew();
    void session.ask("輸出");
    await call().end(answered("答え"));
    session.open("conversation-1");
    expect(shown()).toEqual(["賃上げ: answered"]);
    void session.ask("その予算は");
    await call().end(answered("1億円"));
    expect(session.state.conversations.map(({ id, turns, startedAt }) => [id, turns.length, startedAt])).toEqual([
      ["conversation-1", 2, "2025-02-03T04:01:00.000Z"],
      ["conversation-2", 1, "2025-02-03T04:02:00.000Z"],
    ]);
  });

  it("stays where it is when a conversation that is gone is opened", async () => {
    const { session, call, shown } = newChat();
    void session.ask("賃上げ");
    await call().end(answered("支援します。"));
    session.open("gone");
    expect(shown()).toEqual(["賃上げ: answered"]);
    expect(session.state.conversationId).toBe("conversation-1");
  });

  it("deletes another conversation and leaves the one on the screen", async () => {
    const { session, call, shown } = newChat();
    void session.ask("賃上げ");
    await call().end(answered("支援します。"));
    session.startNew();
    void session.ask("輸出");
    await call().end(answered("答え"));
    session.remove("conversation-1");
    expect(shown()).toEqual(["輸出: answered"]);
    expect(session.state.conversations.map(({ id }) => id)).toEqual(["conversation-2"]);
  });

  it("deletes the one on the screen and begins a new one", async () => {
    const { session, call, shown } = newChat();
    void session.ask("賃上げ");
    await call().end(answered("支援します。"));
    session.remove("conversation-1");
    expect(shown()).toEqual([]);
    expect(session.state.conversations).toEqual([]);
    expect(session.state.conversationId).toBe("conversation-2");
  });

  it("deletes everything, the question under way included", async () => {
    const { session, call, shown, conversations } = newChat();
    void session.ask("賃上げ");
    session.removeAll();
    await call().end(answered("遅い答え"));
    expect(shown()).toEqual([]);
    expect(conversations.list()).toEqual([]);
    expect(session.state.conversations).toEqual([]);
  });
});

describe("a page that is loaded again", () => {
  it("shows the conversation that it showed before", () => {
    const { session, conversations, shown } = newChat();
    conversations.put({ id: "old", startedAt: "then", turns: [{ question: "輸出", answer: answerOf("答え") }] });
    session.restore("old");
    expect(shown()).toEqual(["輸出: answered"]);
    expect(session.state.conversationId).toBe("old");
  });

  it("begins anew where that one is gone, or where there was none", () => {
    const { session, conversations, shown } = newChat();
    conversations.put({ id: "old", startedAt: "then", turns: [{ question: "輸出", answer: answerOf("答え") }] });
    session.restore("gone");
    expect(shown()).toEqual([]);
    session.restore(undefined);
    expect(shown()).toEqual([]);
    expect(session.state.conversations.map(({ id }) => id)).toEqual(["old"]);
  });

  it("keeps what the server has answered, rather than what was shown before", () => {
    const { session, conversations, shown } = newChat([{ question: "賃上げ", answer: answerOf("答え") }]);
    conversations.put({ id: "old", startedAt: "then", turns: [{ question: "輸出", answer: answerOf("答え") }] });
    session.restore("old");
    expect(shown()).toEqual(["賃上げ: answered"]);
    expect(session.state.conversations.map(({ id }) => id)).toEqual(["conversation-1", "old"]);
  });
});
