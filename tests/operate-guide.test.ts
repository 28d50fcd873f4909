import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSettings, Settings } from "../src/config.ts";
import { Metrics } from "../src/operations/metrics.ts";

const inProject = (path: string): URL => new URL(`../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(inProject(path), "utf8");
const guide = read("docs/operate.md");
const unit = read("docs/shisaku-navi.service");
const nginx = read("docs/nginx.conf");
const container = read("Containerfile");
const standard = readSettings({});
const { scripts } = JSON.parse(read("package.json")) as { scripts: { start: string } };

/** What Node, tsx and systemd read, not we. */
const OTHERS = ["NODE_ENV", "TSX_DISABLE_CACHE", "AF_INET", "AF_INET6", "AF_UNIX"];

/** Words that can only be settings: with an underscore, given a value, or read from the environment. */
const settingsIn = (text: string): string[] =>
  Array.from(
    text.matchAll(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b|\b[A-Z][A-Z0-9]+(?==)|(?<=process\.env\.)[A-Z]+\b/gu),
    ([name]) => name,
  ).filter((name) => !OTHERS.includes(name));

/** "A=1 B=/data" as settings; throws for what the server would refuse. */
const given = (assignments = ""): Settings =>
  readSettings(
    Object.fromEntries(Array.from(assignments.matchAll(/([A-Z_]+)=(\S+)/gu), ([, name, value]) => [name, value])),
  );

const lineOf = (text: string, start: RegExp): string => text.split("\n").find((line) => start.test(line)) ?? "";
const numberAfter = (text: string, start: RegExp): number => Number.parseInt(text.split(start)[1] ?? "", 10);

describe("the guide for those who keep it running", () => {
  it.each(Object.entries({ guide, unit, nginx, container }))("names no setting that is none: %s", (_, text) => {
    const named = settingsIn(text);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !Object.hasOwn(Settings.shape, name))).toEqual([]);
  });

  it("explains every number of ours, and no other", () => {
    const { registry } = new Metrics({ indexLoadedAt: () => undefined, now: () => new Date(), openAnswers: () => 0 });
    const named = Array.from(guide.matchAll(/^\| `(shisaku_\w+)` \|/gmu), ([, name]) => name);
    expect(named.toSorted()).toEqual(
      registry
        .getMetricsAsArray()
        .map(({ name }) => name)
        .toSorted(),
    );
  });

  it("leads to files that are there, the recipes among them", () => {
    const linked = Array.from(guide.matchAll(/\]\(([^)#]+)[^)]*\)/gu), ([, path = ""]) => path);
    expect(linked).toEqual(expect.arrayContaining(["nginx.conf", "shisaku-navi.service"]));
    expect(linked.filter((path) => !existsSync(inProject(`docs/${path}`)))).toEqual([]);
  });

  it("starts one program everywhere, with no shell or npm that would keep the signals", () => {
    const command = scripts.start;
    expect(guide).toContain(`\`${command}\``);
    expect(lineOf(unit, /^ExecStart=/u)).toBe(`ExecStart=/usr/bin/${command}`);
    expect(JSON.parse(lineOf(container, /^CMD /u).slice(4))).toEqual(command.split(" "));
    expect(existsSync(inProject("src/server.ts"))).toBe(true);
  });
});

describe("the unit", () => {
  it("keeps the data where systemd makes it a folder, and waits longer than the server takes to end", () => {
    const { DATA_DIR } = given(lineOf(unit, /^Environment=/u));
    expect(DATA_DIR).toBe(`/var/lib/${lineOf(unit, /^StateDirectory=/u).split("=")[1]}`);
    expect(guide).toContain(`\`${DATA_DIR}\``);
    expect(numberAfter(unit, /^TimeoutStopSec=/mu)).toBeGreaterThan(10);
  });

  it("leaves V8 the memory that it writes and runs, and Node the sockets to its helpers", () => {
    expect(unit).not.toMatch(/^MemoryDenyWriteExecute=/mu);
    expect(lineOf(unit, /^RestrictAddressFamilies=/u)).toMatch(/AF_INET .*AF_UNIX/u);
  });
});

describe("the container", () => {
  it("is reached from outside it, on the port and with the data that the guide maps", () => {
    const { HOST, PORT, DATA_DIR } = given(lineOf(container, /^ENV /u));
    expect([HOST, PORT]).toEqual(["0.0.0.0", standard.PORT]);
    expect(lineOf(container, /^EXPOSE /u)).toBe(`EXPOSE ${PORT}`);
    expect(lineOf(container, /^VOLUME /u)).toBe(`VOLUME ${DATA_DIR}`);
    expect(guide).toContain(`-p 127.0.0.1:${PORT}:${PORT} -v shisaku-navi-data:${DATA_DIR}`);
  });

  it("copies what is there and what its ignore file lets through", () => {
    const copied = Array.from(container.matchAll(/^COPY (?!--)(.+) \S+$/gmu), ([, paths = ""]) =>
      paths.split(" "),
    ).flat();
    expect(copied).toEqual(expect.arrayContaining(["package-lock.json", "src", "web", "index", "ingest"]));
    expect(copied.filter((path) => !existsSync(inProject(path)))).toEqual([]);
    const letThrough = read(".containerignore").split("\n");
    expect(copied.filter((path) => !letThrough.includes(`!${path}`))).toEqual([]);
  });
});

describe("the nginx recipe", () => {
  const { BASE_PATH, PUBLIC_URL, TRUSTED_PROXIES } = given(lineOf(nginx, /BASE_PATH=/u));

  it("is told the settings that the guide starts the server with", () => {
    const command = given(lineOf(guide, /^BASE_PATH=/u));
    expect([command.BASE_PATH, command.PUBLIC_URL, command.TRUSTED_PROXIES]).toEqual([
      BASE_PATH,
      PUBLIC_URL,
      TRUSTED_PROXIES,
    ]);
    expect(nginx).toContain(`server_name ${new URL(PUBLIC_URL).host};`);
  });

  it("leads the sub-path, unchanged, to the port, and closes the numbers", () => {
    expect(nginx).toContain(`location ${BASE_PATH}/ {\n    proxy_pass http://127.0.0.1:${standard.PORT};`);
    expect(nginx).toContain(`location = ${BASE_PATH}/metrics {\n    return 404;`);
  });

  it("writes the client's address over what the client says, and no questions into its log", () => {
    expect(nginx).toContain("proxy_set_header X-Forwarded-For $remote_addr;");
    for (const server of nginx.split(/^server \{/mu).slice(1)) expect(server).toContain("\n  access_log off;");
  });

  it("waits longer than an answer may take and lets through as much as the server reads", () => {
    expect(numberAfter(nginx, /proxy_read_timeout /u) * 1000).toBeGreaterThan(standard.ANSWER_TIMEOUT_MS);
    expect(numberAfter(nginx, /client_max_body_size /u)).toBeGreaterThan(32);
    expect(lineOf(nginx, /gzip_types/u)).not.toContain("event-stream");
  });
});
