import { describe, expect, it } from "vitest";
import { completeMarkup, parseAnswer } from "../web/client/answer-markdown.ts";

describe("an answer's Markdown", () => {
  it("keeps a numbered list together over blank lines, with its bullets below", () => {
    const [list, after] = parseAnswer("1. **甲** [1]\n   - 所管: 経産省\n\n2. 乙\n\n以上です。");
    expect(list).toMatchObject({
      kind: "list",
      ordered: true,
      items: [
        {
          content: [
            { kind: "strong", children: [{ kind: "text", text: "甲" }] },
            { kind: "text", text: " " },
            { kind: "mark", n: 1 },
          ],
          nested: { ordered: false, items: [{ content: [{ kind: "text", text: "所管: 経産省" }] }] },
        },
        { content: [{ kind: "text", text: "乙" }], nested: undefined },
      ],
    });
    expect(after).toEqual({ kind: "paragraph", content: [{ kind: "text", text: "以上です。" }] });
  });

  it("takes escaped signs and unclosed ones as text", () => {
    expect(parseAnswer("\\[1] \\*\\*太字\\*\\* **未完")).toEqual([
      { kind: "paragraph", content: [{ kind: "text", text: "[1] **太字** **未完" }] },
    ]);
  });
});

describe("a growing answer", () => {
  it.each(["**", "**甲*", "**甲**", "**甲** [", "**甲** [1", "甲\\", "甲\\["])(
    "never shows half a sign of %s",
    (growing) => {
      expect(JSON.stringify(parseAnswer(completeMarkup(growing)))).not.toMatch(/[*\\]|\[\d|甲\[/u);
    },
  );
});
