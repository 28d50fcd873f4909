import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type HttpBindings, type ServerType, serve } from "@hono/node-server";
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import type { Answer } from "../src/answer/answer.ts";
import type { WidgetEvents } from "../web/client/widget/widget-element.ts";
import { CHROMIUM_FLAGS, chromiumPath } from "./chromium-path.ts";
import type { Received, Stand } from "./in-chromium.ts";
import { asking, type Environment, eventStream, postJson, type RunningApp, realApp } from "./real-app.ts";

/** A site without https: to a browser no safe place, unlike the ports of this machine. */
const UNSAFE_HOST = "www.shokokai.example";
const FLAGS = [...CHROMIUM_FLAGS, `--host-resolver-rules=MAP ${UNSAFE_HOST} 127.0.0.1`];

/** A page of another site, as its web master wrote it. */
export interface HostPage {
  head?: string;
  body?: string;
  /** Attributes of `<html>`. */
  root?: string;
  headers?: Readonly<Record<string, string>>;
}

export interface Look extends BrowserContextOptions {
  /** Opens a further page of this one's browser profile; a profile of its own otherwise. */
  beside?: Page;
  width?: number;
  height?: number;
  /** Which of the other site's origins; the plain allowed one unless told. */
  from?: "allowed" | "refused" | "unsafe";
  /** "commit" does not wait for anything that the page loads. */
  waitUntil?: "load" | "commit";
}

/** Every event of the widget; a new one is a type error here. */
export const EVENT_NAMES = Object.keys({
  open: 0,
  close: 0,
  ask: 0,
  answer: 0,
  feedback: 0,
} satisfies Record<keyof WidgetEvents, 0>);

/** The tag of the widget's script with these attributes. */
export const tag = (address: string, attributes: Readonly<Record<string, string>> = {}): string =>
  `<script src="${address}" ${Object.entries(attributes)
    .map(([name, value]) => `${name}="${value.replaceAll('"', "&quot;")}"`)
    .join(" ")} defer></script>`;

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port)));
}

/**
 * The real app on a port of its own, another site on another port, and a Chromium that visits that other site. After each
 * test every page is closed, and the test fails if a page wrote an error or a warning to its console, broke its own content
 * policy, asked anything of a third host, or has a cookie.
 */
export class ForeignSite {
  /** Of the app: "http://127.0.0.1:1234". */
  address = "";
  /** Of the other site, allowed to ask: "http://localhost:1235". */
  origin = "";
  /** The same site under an origin that is not allowed. */
  refusedOrigin = "";
  /** The same site, allowed to ask, without https. */
  unsafeOrigin = "";
  /** What the app was asked in the test under way. */
  received: Received[] = [];
  #pages = new Map<string, HostPage>();
  #faults: string[] = [];
  #forgiven: RegExp[] = [];
  #allowed: string[] = [];
  #asked: string[] = [];
  #stand: Stand | undefined;
  #contexts: BrowserContext[] = [];
  #running: RunningApp | undefined;
  #server: ServerType | undefined;
  #host: Server | undefined;
  #browser: Browser | undefined;
  readonly #environment: Environment;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  async start(): Promise<void> {
    this.#host = createServer((request, response) => this.#showPage(request, response));
    const port = await listen(this.#host);
    this.origin = `http://localhost:${port}`;
    this.refusedOrigin = `http://127.0.0.1:${port}`;
    this.unsafeOrigin = `http://${UNSAFE_HOST}:${port}`;
    this.#running = await realApp({ ALLOWED_ORIGINS: `${this.origin},${this.unsafeOrigin}`, ...this.#environment });
    this.#server = serve({
      fetch: (request, bindings) => this.#respond(request, bindings as HttpBindings),
      port: 0,
      hostname: "127.0.0.1",
    });
    await new Promise<void>((resolve) => this.#server?.once("listening", resolve));
    const { BASE_PATH } = this.#running.settings;
    this.address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}${BASE_PATH}`;
    this.#browser = await chromium.launch({ executablePath: chromiumPath() ?? "", args: FLAGS });
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    this.#server?.close();
    this.#host?.close();
  }

  async tidy(): Promise<void> {
    const contexts = this.#contexts;
    this.#contexts = [];
    const pages = contexts.flatMap((context) => context.pages());
    // What a page still says while it stands idle belongs to the test too.
    await Promise.all(pages.map((page) => page.evaluate(() => 0).catch(() => 0)));
    const cookies = (await Promise.all(contexts.map((context) => context.cookies()))).flat();
    await Promise.all(contexts.map((context) => context.close()));
    const faults = this.#faults.filter((fault) => !this.#forgiven.some((pattern) => pattern.test(fault)));
    const hosts = [this.origin, this.refusedOrigin, this.unsafeOrigin];
    const own = [new URL(this.address).origin, ...hosts, ...this.#allowed];
    const foreign = this.#asked.filter((url) => !own.includes(new URL(url).origin));
    this.#faults = [];
    this.#forgiven = [];
    this.#allowed = [];
    this.#asked = [];
    this.#stand = undefined;
    this.#pages = new Map();
    this.received = [];
    expect(faults, "no page writes an error or a warning to its console").toEqual([]);
    expect(foreign, "no page asks anything of a third host").toEqual([]);
    expect(cookies, "no page has a cookie").toEqual([]);
  }

  get running(): RunningApp {
    if (this.#running === undefined) throw new Error("the site is not started");
    return this.#running;
  }

  /** For the rest of the test `stand` is asked before the app, preflights aside; pages may read what it answers. */
  standIn(stand: Stand): void {
    this.#stand = stand;
  }

  /** Chromium itself reports a response of 4xx or 5xx and a broken connection as errors of the page. */
  forgive(fault: RegExp): void {
    this.#forgiven.push(fault);
  }

  /** Lets pages ask something of a third host in this test. */
  allow(origin: string): void {
    this.#allowed.push(origin);
  }

  /** What the pages' consoles have said in the test under way. */
  get said(): readonly string[] {
    return this.#faults;
  }

  /** What the pages have asked of the app in the test under way, whatever became of it: "/widget.js". */
  get requested(): string[] {
    return this.#asked.flatMap((url) => (url.startsWith(this.address) ? [url.slice(this.address.length)] : []));
  }

  /** What the app was asked at this path in the test under way; the browser's own preflights are no questions. */
  askedFor(path: string): Received[] {
    return this.received.filter((received) => received.path.split("?")[0] === path && received.method !== "OPTIONS");
  }

  /** Opens a page of the other site and waits for its scripts; one with the widget's line and nothing else unless told. */
  async visit(
    page: HostPage = { body: tag(`${this.address}/widget.js`) },
    { beside, width = 1280, height = 800, from = "allowed", waitUntil = "load", ...options }: Look = {},
  ): Promise<Page> {
    const path = `/${this.#pages.size}`;
    this.#pages.set(path, page);
    const context = beside?.context() ?? (await this.#newContext({ viewport: { width, height }, ...options }));
    const opened = await context.newPage();
    const origins = { allowed: this.origin, refused: this.refusedOrigin, unsafe: this.unsafeOrigin };
    await opened.goto(`${origins[from]}${path}`, { waitUntil });
    return opened;
  }

  /** The answer of the real app, without a browser. */
  async answerOf(question: string, more: object = {}): Promise<Answer> {
    const request = postJson({ ...asking(question), ...more });
    return (await (await this.running.app.request("/api/chat", request)).json()) as Answer;
  }

  /** The events of the real app's stream, each as the bytes are sent. */
  async eventsOf(question: string): Promise<string[]> {
    const response = await this.running.app.request("/api/chat", postJson(asking(question), eventStream));
    return (await response.text()).split(/(?<=\n\n)/u).filter((event) => event !== "");
  }

  async #newContext(options: BrowserContextOptions): Promise<BrowserContext> {
    if (this.#browser === undefined) throw new Error("the site is not started");
    const context = await this.#browser.newContext({ locale: "ja-JP", reducedMotion: "reduce", ...options });
    context.setDefaultTimeout(10_000);
    context.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) this.#faults.push(message.text());
    });
    context.on("weberror", (webError) => this.#faults.push(String(webError.error())));
    context.on("request", (request) => this.#asked.push(request.url()));
    await context.addInitScript((names) => {
      const told: unknown[] = [];
      const violated: string[] = [];
      Object.assign(window, { told, violated });
      document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        violated.push(`${effectiveDirective} ${blockedURI}`),
      );
      for (const name of names)
        document.addEventListener(name, (event) => {
          if (event instanceof CustomEvent) told.push({ name, detail: event.detail });
        });
    }, EVENT_NAMES);
    this.#contexts.push(context);
    return context;
  }

  #showPage(request: IncomingMessage, response: ServerResponse): void {
    const page = this.#pages.get(new URL(request.url ?? "/", this.origin).pathname);
    if (page === undefined) {
      // A browser asks for an icon of its own accord.
      response.writeHead(204).end();
      return;
    }
    const { head = "", body = "", root = 'lang="ja"', headers = {} } = page;
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", ...headers });
    response.end(
      `<!doctype html><html ${root}><head><title>商工会</title><meta name="viewport" content="width=device-width">${head}</head><body>${body}</body></html>`,
    );
  }

  async #respond(request: Request, bindings: HttpBindings): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const text = request.method === "POST" ? await request.clone().text() : "";
    const received: Received = {
      method: request.method,
      path: `${pathname}${search}`,
      accept: request.headers.get("Accept") ?? "",
      body: parse(text),
    };
    this.received.push(received);
    const preflight = request.method === "OPTIONS";
    const standIn = preflight ? undefined : await this.#stand?.(received, bindings);
    // As the app itself lets the page read what it answers.
    standIn?.headers.set("Access-Control-Allow-Origin", "*");
    standIn?.headers.set("Access-Control-Expose-Headers", "Retry-After, RateLimit");
    return standIn ?? this.running.app.fetch(request, bindings);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Tests in one Chromium before one foreign site; skipped on a machine without Chromium. */
export function describeOnForeignSite(
  name: string,
  tests: (site: ForeignSite) => void,
  environment: Environment = {},
): void {
  describe.skipIf(chromiumPath() === undefined)(name, () => {
    const site = new ForeignSite(environment);
    beforeAll(() => site.start());
    afterEach(() => site.tidy());
    afterAll(() => site.stop());
    tests(site);
  });
}
