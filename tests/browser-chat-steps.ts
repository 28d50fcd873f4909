import type { Locator, Page } from "playwright-core";
import type { Answer } from "../src/answer/answer.ts";
import type { Site, Stand } from "./in-chromium.ts";
import { asking, eventStream, postJson } from "./real-app.ts";

/** What a person does on the chat page, for all tests in a browser. */

export async function type(page: Page, question: string): Promise<void> {
  const box = page.locator("#question");
  await box.fill(question);
  await box.press("Enter");
}

/** The newest answer, finished or not. */
export const latest = (page: Page): Locator => page.locator(".turn:last-child .answer");

/** Asks and waits for the whole answer, with what can be done with it. */
export async function ask(page: Page, question: string): Promise<Locator> {
  const before = await page.locator(".turn").count();
  await type(page, question);
  await page.locator(`.turn:nth-child(${before + 1}) .answer-actions`).waitFor();
  return latest(page);
}

/** The answer of the real app, without a browser. */
export async function answerOf(site: Site, question: string): Promise<Answer> {
  const response = await site.running.app.request("/api/chat", postJson(asking(question)));
  return (await response.json()) as Answer;
}

/** The events of the real app's stream, each as the bytes are sent. */
export async function eventsOf(site: Site, question: string): Promise<string[]> {
  const response = await site.running.app.request("/api/chat", postJson(asking(question), eventStream));
  const text = await response.text();
  return text.split(/(?<=\n\n)/u).filter((event) => event !== "");
}

/** A stream whose events are sent one by one, when the test says so. */
export class HeldStream {
  readonly response: Response;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor() {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
    });
    this.response = new Response(body, { headers: { "Content-Type": "text/event-stream; charset=utf-8" } });
  }

  send(...events: string[]): void {
    for (const event of events) this.#controller?.enqueue(new TextEncoder().encode(event));
  }

  /** Ends the stream, whether or not the answer's end was sent. */
  close(): void {
    this.#controller?.close();
  }
}

/** Stands in for `POST /api/chat` alone. */
export function inPlaceOfChat(stand: Stand): Stand {
  return (received, bindings) =>
    received.path === "/api/chat" && received.method === "POST" ? stand(received, bindings) : undefined;
}

/** A text without white space: what a quote is compared by. */
export const squeezed = (text: string): string => text.replace(/\s+/gu, "");
