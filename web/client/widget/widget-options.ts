import type { Filters } from "../../../src/retrieval/filters.ts";
import type { Language } from "../strings.ts";

/** What a site's web master can choose. Attributes of the element, or `data-` attributes of the script. */
export const WIDGET_ATTRIBUTES = [
  "heading",
  "greeting",
  "launcher",
  "position",
  "mode",
  "open",
  "language",
  "questions",
  "ministry",
  "topic",
  "server",
] as const;
export type WidgetAttribute = (typeof WIDGET_ATTRIBUTES)[number];

export interface WidgetOptions {
  /** Absent: the widget's own words in the chosen language. */
  heading: string | undefined;
  greeting: string | undefined;
  launcher: string | undefined;
  position: "right" | "left";
  mode: "launcher" | "inline";
  language: Language;
  /** Questions to begin with; the assistant's own where none are given. */
  questions: readonly string[] | undefined;
  /** What the assistant answers from; undefined for all measures. */
  filters: Filters | undefined;
  /** Address of the assistant without a last slash: "https://example.go.jp/navi". */
  server: string;
}

/** `questions` are separated by "|", ministries and topics by ",". Unknown values count as absent. */
export function readWidgetOptions(
  attribute: (name: WidgetAttribute) => string | null,
  defaults: { server: string; language: string },
): WidgetOptions {
  const text = (name: WidgetAttribute): string | undefined => attribute(name)?.trim() || undefined;
  const list = (name: WidgetAttribute, separator: string): string[] =>
    (attribute(name) ?? "")
      .split(separator)
      .map((entry) => entry.trim())
      .filter((entry) => entry !== "");
  const questions = list("questions", "|");
  const ministry = list("ministry", ",");
  const topic = list("topic", ",");
  const filters = { ...(ministry.length > 0 && { ministry }), ...(topic.length > 0 && { topic }) };
  return {
    heading: text("heading"),
    greeting: text("greeting"),
    launcher: text("launcher"),
    position: text("position") === "left" ? "left" : "right",
    mode: text("mode") === "inline" ? "inline" : "launcher",
    language: (text("language") ?? defaults.language).toLowerCase().startsWith("en") ? "en" : "ja",
    questions: questions.length > 0 ? questions : undefined,
    filters: Object.keys(filters).length > 0 ? filters : undefined,
    server: readServer(text("server")) ?? defaults.server,
  };
}

/** Only a web address can be a server; anything else (a script address, say) counts as absent. */
function readServer(value: string | undefined): string | undefined {
  if (value === undefined || !/^https?:\/\//iu.test(value)) return undefined;
  return value.replace(/\/+$/u, "");
}
