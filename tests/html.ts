/** A page as a browser reads it, for tests: tags with their attributes, texts with the language they stand in. */
export interface Tag {
  name: string;
  attributes: Readonly<Record<string, string>>;
  /** The tags around it, outermost first. */
  within: readonly Tag[];
}

export interface Text {
  text: string;
  /** Of the nearest tag that says one. */
  lang: string | undefined;
  within: readonly Tag[];
}

export interface Html {
  tags: Tag[];
  texts: Text[];
}

const VOID = new Set(["meta", "link", "input", "br", "img", "hr"]);
const TOKEN = /<!doctype html>|<(\/?)([a-z][\w-]*)((?:\s+[^\s=>/"]+(?:="[^"]*")?)*)\s*(\/?)>|([^<]+)/giuy;
const ATTRIBUTE = /([^\s=>/"]+)(?:="([^"]*)")?/gu;

const decode = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/** Throws where a tag is not closed by its own, and at anything that is neither a tag with quoted values nor text. */
export function parseHtml(html: string): Html {
  const tags: Tag[] = [];
  const texts: Text[] = [];
  const open: Tag[] = [];
  let end = 0;
  for (const match of html.matchAll(TOKEN)) {
    const [whole, slash, name, attributes = "", selfClosed, text] = match;
    end = match.index + whole.length;
    if (text !== undefined) {
      const lang = open.findLast((tag) => tag.attributes.lang !== undefined)?.attributes.lang;
      texts.push({ text: decode(text), lang, within: [...open] });
    } else if (name !== undefined && slash === "/") {
      const last = open.pop();
      if (last?.name !== name) throw new Error(`</${name}> closes <${last?.name}> near ${html.slice(end - 80, end)}`);
    } else if (name !== undefined) {
      const pairs = Array.from(attributes.matchAll(ATTRIBUTE), ([, key = "", value = ""]) => [key, decode(value)]);
      const tag: Tag = { name, attributes: Object.fromEntries(pairs), within: [...open] };
      tags.push(tag);
      if (selfClosed !== "/" && !VOID.has(name)) open.push(tag);
    }
  }
  if (end !== html.length) throw new Error(`no HTML: ${html.slice(end, end + 80)}`);
  if (open.length > 0) throw new Error(`left open: ${open.map((tag) => tag.name).join(" ")}`);
  return { tags, texts };
}

/** All text below a tag, as it follows. */
export const textIn = ({ texts }: Html, tag: Tag): string =>
  texts
    .filter(({ within }) => within.includes(tag))
    .map(({ text }) => text)
    .join("");

export const named = ({ tags }: Html, ...names: string[]): Tag[] => tags.filter(({ name }) => names.includes(name));

/** Those that stand in `tag`. */
export const inside = (html: Html, tag: Tag, ...names: string[]): Tag[] =>
  named(html, ...names).filter(({ within }) => within.includes(tag));
