import { type McpServer, ResourceTemplate } from "@modelcontextprotocol/sdk/server/mcp.js";
import { ReadResourceRequestSchema, type Resource } from "@modelcontextprotocol/sdk/types.js";
import type { Measure } from "../../ingest/collection.ts";
import { ministryLabel, pageLabel } from "../answer/cite.ts";
import { completeMeasure } from "./complete-measure.ts";
import type { McpService } from "./mcp-service.ts";
import { MARKDOWN, readResource } from "./read-resource.ts";
import { measureUri, pageUri } from "./text-lines.ts";

/** Every measure and every printed page of the newest edition, as Markdown. */
export function addResources(server: McpServer, service: McpService): void {
  const catalogue = async () => (await service.assistant()).search.catalogue;
  const pageNumbers = async () => Array.from({ length: (await catalogue()).lastPage }, (_, index) => index + 1);

  server.registerResource(
    "measure",
    new ResourceTemplate("shisaku://measures/{id}", {
      list: async () => ({ resources: (await catalogue()).collection.measures.map(measureResource) }),
      complete: { id: async (typed) => completeMeasure(await catalogue(), typed) },
    }),
    {
      title: "施策 / Measure",
      description:
        "ひとつの施策の全文。id は 5-3 のような節と番号 / one measure in full, by section and number such as 5-3",
      mimeType: MARKDOWN,
    },
    ({ href }) => readResource(service, href),
  );
  server.registerResource(
    "page",
    new ResourceTemplate("shisaku://pages/{number}", {
      list: async () => ({ resources: (await pageNumbers()).map(pageResource) }),
      complete: {
        number: async (typed) => (await pageNumbers()).map(String).filter((number) => number.startsWith(typed)),
      },
    }),
    {
      title: "印刷ページ / Printed page",
      description: "印刷ページにある、またはあり得る本文 / what is, or may be, on a printed page",
      mimeType: MARKDOWN,
    },
    ({ href }) => readResource(service, href),
  );
  // An address of no template is to the SDK an invalid parameter, and to the protocol a resource that is not found.
  server.server.setRequestHandler(ReadResourceRequestSchema, ({ params }) => readResource(service, params.uri));
}

const measureResource = (measure: Measure): Resource => ({
  uri: measureUri(measure.id),
  name: measure.id,
  title: `${measure.number} ${measure.title}`,
  description: [pageLabel(measure.pages), ministryLabel(measure), measure.topic]
    .filter((part) => part !== "")
    .join("、"),
});

const pageResource = (page: number): Resource => ({ uri: pageUri(page), name: `p.${page}`, title: `${page}ページ` });
