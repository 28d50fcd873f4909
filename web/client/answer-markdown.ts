/**
 * The Markdown an answer may hold, read into a tree that the server's pages and the browser's chat both draw:
 * paragraphs, `**strong**`, `- ` and `1. ` lists one level deep, and `[n]` marks that stand for citation n.
 * Everything else stays text, so that nothing in an answer can become markup.
 */
export type Inline =
  | { kind: "text"; text: string }
  | { kind: "strong"; children: Inline[] }
  | { kind: "mark"; n: number }
  | { kind: "break" };

export interface ListItem {
  content: Inline[];
  nested: List | undefined;
}

export interface List {
  kind: "list";
  ordered: boolean;
  /** The number of the first item as written; 1 for an unordered list. */
  start: number;
  items: ListItem[];
}

export type AnswerBlock = { kind: "paragraph"; content: Inline[] } | List;

const listLine = /^(\s*)(?:[-*]|(\d{1,3})\.)\s+(.*)$/u;
const inlineToken = /\\([!-/:-@[-`{-~])|\*\*(.+?)\*\*|\[(\d{1,3})\]|\n/gsu;

export function parseInline(source: string): Inline[] {
  const found: Inline[] = [];
  const addText = (text: string): void => {
    const last = found.at(-1);
    if (text === "") return;
    if (last?.kind === "text") last.text += text;
    else found.push({ kind: "text", text });
  };
  let position = 0;
  for (const match of source.matchAll(inlineToken)) {
    const [whole, escaped, strong, mark] = match;
    addText(source.slice(position, match.index));
    position = match.index + whole.length;
    if (escaped !== undefined) addText(escaped);
    else if (strong !== undefined) found.push({ kind: "strong", children: parseInline(strong) });
    else if (mark !== undefined) found.push({ kind: "mark", n: Number(mark) });
    else found.push({ kind: "break" });
  }
  addText(source.slice(position));
  return found;
}

/** A list line's place: the list it joins, or a new one. Indented lines go below the last item of the open list. */
function addListLine(blocks: AnswerBlock[], indent: string, number: string | undefined, text: string): void {
  const item: ListItem = { content: parseInline(text), nested: undefined };
  const newList = (): List => ({
    kind: "list",
    ordered: number !== undefined,
    start: number === undefined ? 1 : Number(number),
    items: [item],
  });
  const open = blocks.at(-1);
  const parent = open?.kind === "list" ? open.items.at(-1) : undefined;
  if (indent !== "" && parent !== undefined) {
    if (parent.nested === undefined) parent.nested = newList();
    else parent.nested.items.push(item);
  } else if (open?.kind === "list" && open.ordered === (number !== undefined)) {
    open.items.push(item);
  } else {
    blocks.push(newList());
  }
}

/** A text that is still growing, its last sign left out or closed, so that no half of `**` or `[1]` ever shows. */
export function completeMarkup(growing: string): string {
  const text = growing.replace(/\\?(?:\*+|\[\d*|)$/u, "");
  const lastLine = text.slice(text.lastIndexOf("\n") + 1);
  return lastLine.split("**").length % 2 === 0 ? `${text}**` : text;
}

export function parseAnswer(markdown: string): AnswerBlock[] {
  const blocks: AnswerBlock[] = [];
  let paragraph: string[] = [];
  const closeParagraph = (): void => {
    if (paragraph.length > 0) blocks.push({ kind: "paragraph", content: parseInline(paragraph.join("\n")) });
    paragraph = [];
  };
  let afterBlank = true;
  for (const line of markdown.split(/\r\n|\n|\r/u)) {
    const list = listLine.exec(line);
    const open = blocks.at(-1);
    if (line.trim() === "") {
      closeParagraph();
    } else if (list !== null) {
      closeParagraph();
      addListLine(blocks, list[1] ?? "", list[2], list[3] ?? "");
    } else if (paragraph.length === 0 && open?.kind === "list" && (!afterBlank || /^\s/u.test(line))) {
      const item = open.items.at(-1);
      const target = item?.nested?.items.at(-1) ?? item;
      target?.content.push({ kind: "break" }, ...parseInline(line.trim()));
    } else {
      paragraph.push(line.trim());
    }
    afterBlank = line.trim() === "";
  }
  closeParagraph();
  return blocks;
}
