import { isIP } from "node:net";
import type { Settings } from "../config.ts";

type HostSettings = Pick<Settings, "HOST" | "PUBLIC_URL" | "ALLOWED_ORIGINS">;

/**
 * Whether the server may be called by the name that the Host header gives, with or without a port. A page of another site can
 * make its own name lead to this machine (DNS rebinding); the browser then takes us for that site and sends no foreign Origin,
 * and only the name tells. Known are the names of this machine to itself, HOST, and the hosts of PUBLIC_URL and ALLOWED_ORIGINS.
 * A server for every address of the machine without PUBLIC_URL is called by any of its addresses, which no rebinding can fake.
 */
export function isAllowedHost(host: string | undefined, { HOST, PUBLIC_URL, ALLOWED_ORIGINS }: HostSettings): boolean {
  const [, name] = /^(\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(host ?? "") ?? [];
  if (name === undefined) return false;
  const known = [PUBLIC_URL, ...ALLOWED_ORIGINS].filter((url) => url !== "").map((url) => new URL(url).hostname);
  const called = name.toLowerCase();
  if (isLoopback(called) || [...known, HOST.toLowerCase(), `[${HOST.toLowerCase()}]`].includes(called)) return true;
  const isAddress = isIP(called.replace(/^\[|\]$/g, "")) !== 0;
  return isAddress && PUBLIC_URL === "" && (HOST === "0.0.0.0" || HOST === "::");
}

const isLoopback = (name: string): boolean =>
  name === "localhost" || name === "[::1]" || (isIP(name) === 4 && name.startsWith("127."));
