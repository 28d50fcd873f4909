export interface SourceLine {
  text: string;
  /** Offset of the line's first character in the source text. */
  start: number;
}

export function sourceLines(text: string): SourceLine[] {
  const lines: SourceLine[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    lines.push({ text: line, start });
    start += line.length + 1;
  }
  return lines;
}
