import { describe, expect, it } from "vitest";
import { inside, named, parseHtml, textIn } from "./html.ts";

describe("the reader of pages that these tests use", () => {
  it("gives tags with decoded attributes, and texts with their language", () => {
    const html = parseHtml(
      '<!doctype html><html lang="en"><p title="a &lt; &quot;b&quot;" hidden>1 &amp; <b lang="ja">二</b><br/></p></html>',
    );
    const [paragraph] = named(html, "p");
    expect(paragraph?.attributes).toEqual({ title: 'a < "b"', hidden: "" });
    expect(html.texts.map(({ text, lang }) => [text, lang])).toEqual([
      ["1 & ", "en"],
      ["二", "ja"],
    ]);
    expect(paragraph && textIn(html, paragraph)).toBe("1 & 二");
    expect(paragraph && inside(html, paragraph, "b", "br").map(({ name }) => name)).toEqual(["b", "br"]);
  });

  it.each(["<p><b></p></b>", "<p>", "</p>", "<img src=x onerror=alert(1)>", '<p title="a>b', "<p>a < b</p>"])(
    "refuses %s",
    (html) => {
      expect(() => parseHtml(html)).toThrow();
    },
  );
});
