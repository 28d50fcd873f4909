import { request as httpRequest } from "node:http";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { startListening } from "./mcp-clients.ts";
import { appWith, type Environment, postJson } from "./real-app.ts";

const ALLOWED = "https://agent.example.go.jp";
const MESSAGE = { jsonrpc: "2.0", id: 1, method: "tools/list" };
const ACCEPT = { Accept: "application/json, text/event-stream" };
/** Nothing is loaded here: who is let in is asked to come back. */
const LET_IN = 503;

/** The app as a client meets it; `library` tells whether any work was begun. */
function appFor(environment: Environment) {
  const library = vi.fn(() => undefined);
  const running = appWith(environment, library);
  const send = async (headers: Record<string, string>, request: RequestInit = {}): Promise<Response> =>
    running.app.request("/mcp", { ...postJson(MESSAGE, { ...ACCEPT, ...headers }), ...request });
  return { ...running, send, library };
}

async function expectRefused(
  { send, library }: ReturnType<typeof appFor>,
  headers: Record<string, string>,
  code: string,
): Promise<void> {
  const response = await send(headers);
  expect(response.status).toBe(403);
  expect(await response.json()).toMatchObject({ jsonrpc: "2.0", error: { data: { code } } });
  expect(response.headers.has("Access-Control-Allow-Origin")).toBe(false);
  expect(library).not.toHaveBeenCalled();
}

describe("the name that a client calls the server by", () => {
  it.each(["localhost", "localhost:8787", "LOCALHOST:8787", "127.0.0.1:8787", "127.8.8.8", "[::1]:8787"])(
    "may be one of this machine to itself: %s",
    async (Host) => {
      expect((await appFor({}).send({ Host })).status).toBe(LET_IN);
    },
  );

  it.each([
    ["PUBLIC_URL", { PUBLIC_URL: "https://chamber.example.jp/navi" }, "chamber.example.jp"],
    ["HOST", { HOST: "192.0.2.7" }, "192.0.2.7:8787"],
    ["an IPv6 HOST", { HOST: "2001:db8::7" }, "[2001:db8::7]:8787"],
    ["ALLOWED_ORIGINS", { ALLOWED_ORIGINS: `${ALLOWED}:8443` }, "agent.example.go.jp:8443"],
    ["any of this machine's addresses with HOST=0.0.0.0", { HOST: "0.0.0.0" }, "192.0.2.7:8787"],
    ["any of this machine's addresses with HOST=::", { HOST: "::" }, "[2001:db8::7]"],
  ])("may be that of %s", async (_, environment, Host) => {
    expect((await appFor(environment as Record<string, string>).send({ Host })).status).toBe(LET_IN);
  });

  it.each([
    "evil.example",
    "evil.example:8787",
    "localhost.evil.example:8787",
    "127.0.0.1.evil.example",
    "127.0.0.1.nip.io:8787",
    "evil-localhost",
    "localhost.",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0177.0.0.1",
    "0.0.0.0:8787",
    "192.0.2.7:8787",
    "[2001:db8::7]",
    "localhost:8787@evil.example",
    "evil.example#localhost",
    "evil.example/localhost",
    "localhost, evil.example",
    "localhost evil.example",
    "localhost:",
    "localhost:port",
    "[::1]evil.example",
    "",
  ])("may not be another's: %j", async (Host) => {
    await expectRefused(appFor({}), { Host }, "host_not_allowed");
  });

  it("may not be another's though the page of that name is no other site to the browser", async () => {
    const rebound = { Host: "evil.example:8787", Origin: "http://evil.example:8787" };
    await expectRefused(appFor({}), rebound, "host_not_allowed");
    await expectRefused(appFor({ HOST: "0.0.0.0" }), rebound, "host_not_allowed");
  });

  it("may not be an address where PUBLIC_URL says what the name is", async () => {
    const published = { HOST: "0.0.0.0", PUBLIC_URL: "https://chamber.example.jp" };
    await expectRefused(appFor(published), { Host: "192.0.2.7" }, "host_not_allowed");
  });

  it("is not looked for elsewhere", async () => {
    const forwarded = { Host: "evil.example", "X-Forwarded-Host": "localhost", Forwarded: "host=localhost" };
    await expectRefused(appFor({}), forwarded, "host_not_allowed");
  });

  it("is asked about over a real connection too", async () => {
    const { url, close } = await startListening(appFor({}));
    onTestFinished(close);
    const { port } = new URL(url);
    const statusFor = (headers: Record<string, string>, path = "/mcp"): Promise<number> =>
      new Promise((resolve, reject) => {
        const options = { host: "127.0.0.1", port, path, method: "POST", agent: false };
        const sent = httpRequest({
          ...options,
          headers: { "Content-Type": "application/json", ...ACCEPT, ...headers },
        });
        sent.on("response", (response) => resolve(response.resume().statusCode ?? 0)).on("error", reject);
        sent.end(JSON.stringify(MESSAGE));
      });
    expect(await statusFor({ Host: `127.0.0.1:${port}` })).toBe(LET_IN);
    expect(await statusFor({ Host: `evil.example:${port}` })).toBe(403);
    expect(await statusFor({ Host: "evil.example" }, `http://localhost:${port}/mcp`)).toBe(403);
    expect(await statusFor({ Host: `localhost:${port}`, Origin: "https://evil.example" })).toBe(403);
  });
});

describe("the page that a client runs in", () => {
  const Host = "localhost:8787";

  it("need not be: an agent, an editor or curl sends no Origin", async () => {
    expect((await appFor({}).send({ Host })).status).toBe(LET_IN);
  });

  it("may be one of the site itself", async () => {
    expect((await appFor({}).send({ Host, Origin: "http://localhost:8787" })).status).toBe(LET_IN);
  });

  it.each([
    "https://evil.example",
    "http://localhost:3000",
    "http://localhost",
    "http://127.0.0.1:8787",
    "null",
    "",
    "file://",
    "vscode-webview://localhost:8787",
    `${ALLOWED}.evil.example`,
    "http://agent.example.go.jp",
  ])("may not be another's: %j", async (Origin) => {
    await expectRefused(appFor({ ALLOWED_ORIGINS: ALLOWED }), { Host, Origin }, "origin_not_allowed");
  });

  it("may be one of ALLOWED_ORIGINS, and reads answers and errors", async () => {
    const { send } = appFor({ ALLOWED_ORIGINS: ALLOWED });
    const response = await send({ Host, Origin: ALLOWED });
    expect(response.status).toBe(LET_IN);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(ALLOWED);
    expect(response.headers.get("Vary")).toMatch(/\bOrigin\b/);
    expect(response.headers.get("Access-Control-Expose-Headers")).toContain("Retry-After");
  });

  it("may ask first whether it may send the protocol's headers", async () => {
    const { send, library } = appFor({ ALLOWED_ORIGINS: ALLOWED });
    const asked = { Host, Origin: ALLOWED, "Access-Control-Request-Headers": "content-type,mcp-protocol-version" };
    const response = await send(asked, { method: "OPTIONS", headers: asked, body: null });
    expect(response.status).toBe(204);
    expect(response.headers.get("Access-Control-Allow-Methods")).toContain("POST");
    expect(response.headers.get("Access-Control-Allow-Headers")).toContain("*");
    expect(library).not.toHaveBeenCalled();
  });
});
