import type { ReadResourceResult } from "@modelcontextprotocol/sdk/types.js";
import { findMeasure, findPage } from "../http/find-in-document.ts";
import { internalProblem, Problem } from "../http/problem.ts";
import type { Catalogue } from "../retrieval/catalogue.ts";
import type { McpService } from "./mcp-service.ts";
import { measureMarkdown } from "./measure-markdown.ts";
import { pageMarkdown } from "./page-markdown.ts";

export const MARKDOWN = "text/markdown";
const RESOURCE_NOT_FOUND = -32002;
const INTERNAL_ERROR = -32603;

/** An error of the protocol: the SDK sends code, message and data. Its own error class would prefix the message with the code. */
class ResourceError extends Error {
  readonly code: number;
  readonly data: Record<string, string>;
  constructor(code: number, message: string, data: Record<string, string>) {
    super(message);
    this.name = "ResourceError";
    this.code = code;
    this.data = data;
  }
}

/** The text of `shisaku://measures/5-3` or `shisaku://pages/73`. Throws ResourceError -32002 for an address that leads nowhere. */
export async function readResource(service: McpService, uri: string): Promise<ReadResourceResult> {
  try {
    const { catalogue } = (await service.assistant()).search;
    return { contents: [{ uri, mimeType: MARKDOWN, text: textOf(catalogue, uri) }] };
  } catch (error) {
    if (!(error instanceof Problem)) {
      service.logError(error);
      throw new ResourceError(INTERNAL_ERROR, internalProblem().message, { uri });
    }
    throw new ResourceError(RESOURCE_NOT_FOUND, error.message, { uri, hint: error.hint });
  }
}

function textOf(catalogue: Catalogue, uri: string): string {
  const [, kind, key = ""] = /^shisaku:\/\/(measures|pages)\/([\w-]+)$/.exec(uri) ?? [];
  if (kind === "measures") return measureMarkdown(findMeasure(catalogue, key));
  if (kind === "pages") {
    const { page, blocks } = findPage(catalogue, key);
    return pageMarkdown(page, blocks);
  }
  throw new Problem(
    404,
    "resource_not_found",
    `「${uri}」というリソースはありません。`,
    "shisaku://measures/5-3 か shisaku://pages/73 の形で指定してください。",
  );
}
