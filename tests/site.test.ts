import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSite, pageAddress } from "../web/client/site.ts";

const japanese = createSite("/navi", "ja");
const english = createSite("/navi", "en");

describe("the address of a page", () => {
  it.each([
    ["/", "/navi/", "/navi/?lang=en"],
    ["/measures/5-3", "/navi/measures/5-3", "/navi/measures/5-3?lang=en"],
    ["/browse?section=5", "/navi/browse?section=5", "/navi/browse?section=5&lang=en"],
    ["/pages/73#q=a&in=5-3", "/navi/pages/73#q=a&in=5-3", "/navi/pages/73?lang=en#q=a&in=5-3"],
    ["/?ask=a&ask=b#x?y", "/navi/?ask=a&ask=b#x?y", "/navi/?ask=a&ask=b&lang=en#x?y"],
  ])("of %s lies below the base path and says English where it is English", (path, inJapanese, inEnglish) => {
    expect(pageAddress(japanese, path)).toBe(inJapanese);
    expect(pageAddress(english, path)).toBe(inEnglish);
    expect(pageAddress(createSite("", "ja"), path)).toBe(path);
  });

  it("loses nothing of path, query and fragment", () => {
    const part = fc.string({ unit: fc.constantFrom("a", "あ", "&", "=", "%3F", "-"), maxLength: 8 });
    fc.assert(
      fc.property(part, part, part, (path, query, fragment) => {
        const given = new URL(`/${path}?${query}#${fragment}`, "http://x");
        const address = new URL(pageAddress(english, `/${path}?${query}#${fragment}`), "http://x");
        expect(address.pathname).toBe(`/navi${given.pathname}`);
        expect(address.hash).toBe(given.hash);
        expect(address.searchParams.getAll("lang")).toEqual(["en"]);
        address.searchParams.delete("lang");
        expect(Array.from(address.searchParams)).toEqual(Array.from(given.searchParams));
      }),
    );
  });
});
