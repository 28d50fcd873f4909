import { createHash } from "node:crypto";

/** A file for browsers. */
export interface Asset {
  body: Uint8Array<ArrayBuffer>;
  type: string;
  /** A strong ETag, quoted, so that a kept copy is asked about and not sent again. */
  tag: string;
}

export const SCRIPT = "text/javascript; charset=utf-8";

export function createAsset(content: string | Uint8Array, type: string): Asset {
  const body = Uint8Array.from(typeof content === "string" ? Buffer.from(content) : content);
  return { body, type, tag: `"${contentName(body)}"` };
}

/** A name that only this content has; 22 characters of its SHA-256. */
export const contentName = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("base64url").slice(0, 22);
