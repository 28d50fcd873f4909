import type { AddressInfo } from "node:net";
import { type HttpBindings, type ServerType, serve } from "@hono/node-server";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Request as PageRequest,
} from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect } from "vitest";
import { CHROMIUM_FLAGS, chromiumPath } from "./chromium-path.ts";
import { type RunningApp, realApp } from "./real-app.ts";

const executablePath = chromiumPath();

/** A document of the site's own without a script, which would store something again. */
const EMPTY = "/empty-page-of-the-tests";
const emptyPage = () =>
  new Response(`<!doctype html><title>.</title><link rel="icon" href="/assets/icon.svg">`, {
    headers: { "Content-Type": "text/html" },
  });

/** A request as the server got it. */
export interface Received {
  method: string;
  /** With the query. */
  path: string;
  accept: string;
  /** Parsed JSON, or the text where it is none; "" for a request without a body. */
  body: unknown;
}

/** Answers in the app's place; `undefined` leaves the request to the app. */
export type Stand = (
  received: Received,
  bindings: HttpBindings,
) => Response | undefined | Promise<Response | undefined>;

interface OpenOptions extends BrowserContextOptions {
  /** Opens a further page of this one's browser profile. */
  beside?: Page;
  /** A profile of its own, for a test that leaves on it what `tidy` does not take away. So has whoever wishes for more than a size. */
  own?: boolean;
  width?: number;
  height?: number;
}

/**
 * The real app on a port of its own and a Chromium before it. After each test every page is closed, and the test fails if a
 * page wrote an error to its console or asked anything of another host.
 */
export class Site {
  address = "";
  /** What the server was asked in the test under way. */
  received: Received[] = [];
  /** Origins that pages have asked anything of, in all tests so far. */
  readonly origins = new Set<string>();
  #faults: string[] = [];
  #forgiven: RegExp[] = [];
  #foreign: string[] = [];
  #stand: Stand | undefined;
  #contexts: BrowserContext[] = [];
  /** For all tests without a wish: a profile and its page take longer to make than most of them to run. */
  #shared: Page | undefined;
  #running: RunningApp | undefined;
  #server: ServerType | undefined;
  #browser: Browser | undefined;

  async start(): Promise<void> {
    this.#running = await realApp();
    this.#server = serve({
      fetch: (request, bindings) => this.#respond(request, bindings as HttpBindings),
      port: 0,
      hostname: "127.0.0.1",
    });
    await new Promise<void>((resolve) => this.#server?.once("listening", resolve));
    this.address = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    this.#browser = await chromium.launch({ executablePath: executablePath ?? "", args: CHROMIUM_FLAGS });
  }

  async stop(): Promise<void> {
    await this.#browser?.close();
    this.#server?.close();
  }

  async tidy(): Promise<void> {
    const contexts = this.#contexts;
    this.#contexts = [];
    this.#stand = undefined;
    const pages = contexts.flatMap((context) => context.pages());
    // What a page still says while it stands idle belongs to the test too.
    await Promise.all(pages.map((page) => page.evaluate(() => 0).catch(() => 0)));
    await Promise.all(contexts.map((context) => context.close()));
    if (this.#shared !== undefined) await this.#empty(this.#shared);
    const faults = this.#faults.filter((fault) => !this.#forgiven.some((pattern) => pattern.test(fault)));
    const foreign = this.#foreign;
    this.#faults = [];
    this.#forgiven = [];
    this.#foreign = [];
    this.received = [];
    expect(faults, "no page writes an error to its console").toEqual([]);
    expect(foreign, "no page asks anything of another host").toEqual([]);
  }

  /** As a new profile: one page, nothing stored, nobody listening. */
  async #empty(shared: Page): Promise<void> {
    shared.removeAllListeners("dialog");
    for (const page of shared.context().pages()) if (page !== shared) await page.close();
    await shared.goto(`${this.address}${EMPTY}`);
    await shared.evaluate(() => {
      localStorage.clear();
      sessionStorage.clear();
    });
  }

  get running(): RunningApp {
    if (this.#running === undefined) throw new Error("the site is not started");
    return this.#running;
  }

  /** For the rest of the test `stand` is asked before the app. */
  standIn(stand: Stand): void {
    this.#stand = stand;
  }

  /** Chromium itself reports a response of 4xx or 5xx and a broken connection as errors of the page. */
  forgive(fault: RegExp): void {
    this.#forgiven.push(fault);
  }

  /** What the server was asked at this path in the test under way. */
  askedFor(path: string): Received[] {
    return this.received.filter((received) => received.path.split("?")[0] === path);
  }

  /** Opens one of the site's pages and waits for its scripts. */
  async open(
    path: string,
    { beside, own = false, width = 1280, height = 800, ...wishes }: OpenOptions = {},
  ): Promise<Page> {
    const viewport = { width, height };
    const page = await this.#pageFor(
      beside,
      own || Object.keys(wishes).length > 0 ? { viewport, ...wishes } : undefined,
    );
    if (beside === undefined) await page.setViewportSize(viewport);
    await page.goto(new URL(path, this.address).href);
    return page;
  }

  async #pageFor(beside: Page | undefined, wishes: BrowserContextOptions | undefined): Promise<Page> {
    if (beside !== undefined) return beside.context().newPage();
    if (wishes !== undefined) {
      const context = await this.#newContext(wishes);
      this.#contexts.push(context);
      return context.newPage();
    }
    if (this.#shared === undefined || this.#shared.isClosed())
      this.#shared = await (await this.#newContext({})).newPage();
    return this.#shared;
  }

  async #newContext(options: BrowserContextOptions): Promise<BrowserContext> {
    if (this.#browser === undefined) throw new Error("the site is not started");
    const context = await this.#browser.newContext({ locale: "ja-JP", reducedMotion: "reduce", ...options });
    context.setDefaultTimeout(10_000);
    context.on("console", (message) => {
      if (message.type() === "error") this.#faults.push(message.text());
    });
    context.on("weberror", (webError) => this.#faults.push(String(webError.error())));
    context.on("request", (request) => this.#noteOrigin(request));
    return context;
  }

  #noteOrigin(request: PageRequest): void {
    const { origin, protocol } = new URL(request.url());
    this.origins.add(origin === "null" ? protocol : origin);
    if (origin !== this.address) this.#foreign.push(request.url());
  }

  async #respond(request: Request, bindings: HttpBindings): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    if (pathname === EMPTY) return emptyPage();
    const text = request.method === "POST" ? await request.clone().text() : "";
    const received: Received = {
      method: request.method,
      path: `${pathname}${search}`,
      accept: request.headers.get("Accept") ?? "",
      body: parse(text),
    };
    this.received.push(received);
    return (await this.#stand?.(received, bindings)) ?? this.running.app.fetch(request, bindings);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Tests in one Chromium before one server of the real app; skipped on a machine without Chromium. */
export function describeInChromium(name: string, tests: (site: Site) => void): void {
  describe.skipIf(executablePath === undefined)(name, () => {
    const site = new Site();
    beforeAll(() => site.start());
    afterEach(() => site.tidy());
    afterAll(() => site.stop());
    tests(site);
  });
}
