import { describe, expect, it } from "vitest";
import { sendsOnEnter } from "../web/client/sends-on-enter.ts";

describe("Enter in the question box", () => {
  const enter = { key: "Enter", shiftKey: false, altKey: false, isComposing: false, keyCode: 13 };

  it("sends", () => {
    expect(sendsOnEnter(enter)).toBe(true);
  });

  it.each([
    ["with Shift", { shiftKey: true }],
    ["while composing", { isComposing: true }],
    ["that ends a composition in Safari", { keyCode: 229 }],
    ["when the input method names the key Process", { key: "Process", keyCode: 229 }],
  ])("does not send %s", (_, change) => {
    expect(sendsOnEnter({ ...enter, ...change })).toBe(false);
  });
});
