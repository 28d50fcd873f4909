import { BlockList, isIP, isIPv6 } from "node:net";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";

/** Which client a request counts for. */
export type ClientKey = (context: Context) => string;

/** Addresses and networks ("10.0.0.0/8") of the proxies in front of the server, as the settings have checked them. */
export function proxyList(proxies: readonly string[]): BlockList {
  const list = new BlockList();
  for (const proxy of proxies) {
    const [address = "", prefix] = proxy.split("/");
    const family = isIPv6(address) ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/**
 * The socket's address. Behind a trusted proxy the last address of X-Forwarded-For that is none of the proxies': whatever
 * stands before it is what the client likes to say. An IPv6 client counts by its /64, for it has all addresses of it.
 */
export function clientKeys(trusted: BlockList): ClientKey {
  const isTrusted = (address: string): boolean =>
    isIP(address) !== 0 && trusted.check(address, isIPv6(address) ? "ipv6" : "ipv4");
  return (context) => {
    const socket = plainAddress(socketAddress(context));
    if (!isTrusted(socket)) return network(socket);
    const forwarded = (context.req.header("X-Forwarded-For") ?? "")
      .split(",")
      .map((entry) => plainAddress(entry.trim()));
    for (const address of forwarded.reverse()) {
      // What is no address was not written by a proxy of ours.
      if (isIP(address) === 0) break;
      if (!isTrusted(address)) return network(address);
    }
    return network(socket);
  };
}

function socketAddress(context: Context): string {
  try {
    return getConnInfo(context).remote.address ?? "unknown";
  } catch {
    // In-process requests (tests) have no socket; they share one key.
    return "in-process";
  }
}

/** "::ffff:192.0.2.1" as "192.0.2.1", "[2001:db8::1]:443" and "192.0.2.1:80" without their port, "fe80::1%eth0" without its zone. */
function plainAddress(written: string): string {
  const [, bracketed] = /^\[([^\]]*)\](?::\d+)?$/u.exec(written) ?? [];
  const [, withPort] = /^([\d.]+):\d+$/u.exec(written) ?? [];
  const address = (bracketed ?? withPort ?? written).replace(/%.*$/u, "");
  const [, mapped] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address) ?? [];
  return mapped ?? address;
}

function network(address: string): string {
  if (!isIPv6(address)) return address;
  const [head = "", tail] = address.split("::");
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  const before = groups(head);
  const after = groups(tail ?? "");
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const all = [...before, ...Array<string>(zeros).fill("0"), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}
