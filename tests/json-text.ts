const WIDTH = 120;
/** Japanese takes two columns a character. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/gu;
const columns = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);

/** JSON as the project's formatter leaves it: two spaces, objects over lines, lists of plain values in one line where they fit. */
export function jsonText(value: unknown, indent = "", suffix = 1): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    if (value.length === 0) return "[]";
    const plain = value.every((item) => typeof item !== "object" || item === null);
    const line = `[${value.map((item) => JSON.stringify(item)).join(", ")}]`;
    if (plain && indent.length + columns(line) + suffix <= WIDTH) return line;
    return `[\n${value.map((item) => `${inner}${jsonText(item, inner)}`).join(",\n")}\n${indent}]`;
  }
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, item]) => {
    const name = `${JSON.stringify(key)}: `;
    return `${inner}${name}${jsonText(item, inner, columns(name) + 1)}`;
  });
  return `{\n${lines.join(",\n")}\n${indent}}`;
}
