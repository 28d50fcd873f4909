import fc from "fast-check";
import { Hono } from "hono";
import { describe, expect, it } from "vitest";
import { readSettings } from "../src/config.ts";
import { clientKeys, proxyList } from "../src/http/client-key.ts";

/** Which client a request counts for that comes from an address, with an X-Forwarded-For or without. */
async function clientOf(remoteAddress: string, forwarded?: string, trusted = ""): Promise<string> {
  const { TRUSTED_PROXIES } = readSettings({ TRUSTED_PROXIES: trusted });
  const clientKey = clientKeys(proxyList(TRUSTED_PROXIES));
  const app = new Hono().get("/", (context) => context.text(clientKey(context)));
  const headers = forwarded === undefined ? {} : { "X-Forwarded-For": forwarded };
  const socket = { remoteAddress, remotePort: 40_000, remoteFamily: "IPv4" };
  return (await app.request("/", { headers }, { incoming: { socket } })).text();
}

const PROXY = "10.0.0.1";
const CLIENT = "198.51.100.7";

describe("a client without a proxy before the server", () => {
  it("is its address", async () => {
    expect(await clientOf(CLIENT)).toBe(CLIENT);
  });

  it("stays its address whatever it says", async () => {
    const claims = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.string(),
      fc.array(fc.ipV4()).map((list) => list.join(", ")),
    );
    await fc.assert(
      fc.asyncProperty(claims, async (claim) => {
        const headers = new Headers();
        fc.pre(isHeaderValue(headers, claim));
        expect(await clientOf(CLIENT, claim)).toBe(CLIENT);
        expect(await clientOf(CLIENT, claim, "10.0.0.0/8, ::1")).toBe(CLIENT);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::1", "2001:db8:1:2::/64"],
    ["2001:DB8:1:2::1", "2001:db8:1:2::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["2001:0db8:0000:0000::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["::", "0:0:0:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["64:ff9b::192.0.2.1", "64:ff9b:0:0::/64"],
  ])("counts by its network where it has IPv6, for it has all addresses of it: %s", async (address, network) => {
    expect(await clientOf(address)).toBe(network);
  });

  it("is one client with all the addresses of its network, and another than its neighbour", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 65_535 }), { minLength: 4, maxLength: 4 }), async (host) => {
        const own = host.map((group) => group.toString(16)).join(":");
        expect(await clientOf(`2001:db8:0:7:${own}`)).toBe("2001:db8:0:7::/64");
        expect(await clientOf(`2001:db8:0:8:${own}`)).toBe("2001:db8:0:8::/64");
      }),
    );
  });

  it("is its IPv4 address where the socket has it in IPv6's clothes", async () => {
    expect(await clientOf(`::ffff:${CLIENT}`)).toBe(CLIENT);
    expect(await clientOf(`::FFFF:${CLIENT}`)).toBe(CLIENT);
  });
});

describe("a client behind a trusted proxy", () => {
  it.each([
    ["what the proxy says", CLIENT, CLIENT],
    ["the last one of a list: the others are claims", `1.2.3.4, 5.6.7.8, ${CLIENT}`, CLIENT],
    ["the one before the proxies of ours", `1.2.3.4, ${CLIENT}, 10.1.2.3, ${PROXY}`, CLIENT],
    ["without the port that some proxies write", `${CLIENT}:51234`, CLIENT],
    ["without brackets and port", "[2001:db8::1]:51234", "2001:db8:0:0::/64"],
    ["without brackets", "[2001:db8::1]", "2001:db8:0:0::/64"],
    ["by its IPv6 network", "2001:db8:5:6:7:8:9:a", "2001:db8:5:6::/64"],
    ["IPv4 in IPv6's clothes", `::ffff:${CLIENT}`, CLIENT],
    ["with spaces around", `  1.2.3.4 ,   ${CLIENT}  `, CLIENT],
  ])("is %s", async (_, forwarded, key) => {
    expect(await clientOf(PROXY, forwarded, "10.0.0.0/8")).toBe(key);
  });

  it.each([
    ["says nothing", undefined],
    ["says an empty list", ""],
    ["says what is no address", "unknown"],
    ["says an address that nobody has", "999.1.1.1"],
    ["says nothing behind a forged one", "1.2.3.4,"],
    ["says what is no address behind a forged one", `${CLIENT}, _hidden`],
    ["says only proxies of ours", "10.0.0.2, 10.0.0.3"],
    ["says an address and more", `${CLIENT} 1.2.3.4`],
    ["says markup", "<script>"],
  ])("is the proxy where it %s", async (_, forwarded) => {
    expect(await clientOf(PROXY, forwarded, "10.0.0.0/8")).toBe(PROXY);
  });

  it("gains nothing by any list it sends: the proxy's last word counts", async () => {
    const forged = fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.constantFrom("", "unknown", PROXY, "127.0.0.1", "::1")));
    await fc.assert(
      fc.asyncProperty(forged, async (list) => {
        expect(await clientOf(PROXY, [...list, CLIENT].join(", "), PROXY)).toBe(CLIENT);
      }),
      { numRuns: 500 },
    );
  });

  it("is known where the proxy itself comes by IPv6", async () => {
    expect(await clientOf("::1", CLIENT, "::1")).toBe(CLIENT);
    expect(await clientOf("fd00::12", CLIENT, "fd00::/8")).toBe(CLIENT);
    expect(await clientOf(`::ffff:${PROXY}`, CLIENT, PROXY)).toBe(CLIENT);
    expect(await clientOf("2001:db8::9", CLIENT, "fd00::/8")).toBe("2001:db8:0:0::/64");
  });
});

describe("TRUSTED_PROXIES", () => {
  it.each(["example.com", "10.0.0.0/33", "10.0.0", "10.0.0.0/8/8", "::1/129", "*", "10.0.0.1 10.0.0.2"])(
    "refuses %j, which is no address and no network",
    (given) => {
      expect(() => readSettings({ TRUSTED_PROXIES: given })).toThrow(/TRUSTED_PROXIES/);
    },
  );
});

function isHeaderValue(headers: Headers, value: string): boolean {
  try {
    headers.set("X-Forwarded-For", value);
    return true;
  } catch {
    return false;
  }
}
