import type { Answer } from "../../src/answer/answer.ts";
import type { Citation } from "../../src/answer/citation.ts";
import type { ServerEvent } from "./read-events.ts";

export type AnswerEvent =
  | { name: "answer-start"; id: string }
  | { name: "source-document"; citation: Citation }
  | { name: "text-delta"; text: string }
  | { name: "answer-end"; answer: Answer }
  | { name: "answer-error"; code: string; message: string | undefined };

type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === "string");
}

function isColumn(value: unknown): boolean {
  return value === "title" || value === "policy" || value === "followUp" || value === "footnote";
}

export function isCitation(value: unknown): value is Citation {
  if (!isObject(value) || !isObject(value.pages)) return false;
  const { first, last, exact } = value.pages;
  const texts = [value.measureId, value.number, value.title, value.quote, value.url];
  return (
    typeof value.n === "number" &&
    isColumn(value.column) &&
    texts.every((text) => typeof text === "string") &&
    typeof first === "number" &&
    typeof last === "number" &&
    typeof exact === "boolean"
  );
}

/** Checks what the chat draws. The schema itself stays on the server: zod would be most of this page's code. */
export function isAnswer(value: unknown): value is Answer {
  return (
    isObject(value) &&
    typeof value.id === "string" &&
    typeof value.kind === "string" &&
    typeof value.answer === "string" &&
    Array.isArray(value.citations) &&
    value.citations.every(isCitation) &&
    isStrings(value.measures) &&
    isStrings(value.suggestions) &&
    (value.notice === undefined || typeof value.notice === "string")
  );
}

/** `error` of `{error: {code, message, hint}}`; every field may be missing where a proxy answered instead. */
export function readErrorBody(body: unknown): { code?: string; message?: string; hint?: string } {
  const error = isObject(body) && isObject(body.error) ? body.error : {};
  return {
    ...(typeof error.code === "string" && { code: error.code }),
    ...(typeof error.message === "string" && { message: error.message }),
    ...(typeof error.hint === "string" && { hint: error.hint }),
  };
}

/** `undefined` for data that is not JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** `undefined` for events this client does not know and for data it cannot trust. */
export function toAnswerEvent({ name, data }: ServerEvent): AnswerEvent | undefined {
  const value = parseJson(data);
  if (!isObject(value)) return undefined;
  if (name === "answer-start" && typeof value.id === "string") return { name, id: value.id };
  if (name === "source-document" && isCitation(value)) return { name, citation: value };
  if (name === "text-delta" && typeof value.text === "string") return { name, text: value.text };
  if (name === "answer-end" && isAnswer(value)) return { name, answer: value };
  if (name === "answer-error") {
    const { code, message } = value;
    return {
      name,
      code: typeof code === "string" ? code : "unknown",
      message: typeof message === "string" ? message : undefined,
    };
  }
  return undefined;
}
