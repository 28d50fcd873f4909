import { z } from "@hono/zod-openapi";
import { PageRange, PassageColumn } from "../../ingest/collection.ts";

/** One quote of the document, with where it stands. The contract of every surface: JSON, SSE, terminal, widget. */
export const Citation = z
  .object({
    n: z.number().int().positive(),
    edition: z.string(),
    measureId: z.string(),
    number: z.string(),
    title: z.string(),
    /** The pages of the quote, not of the whole measure. */
    pages: PageRange,
    column: PassageColumn,
    /** Verbatim, white space aside: one contiguous piece of the document between tags. */
    quote: z.string(),
    url: z.string(),
  })
  .openapi("Citation");
export type Citation = z.infer<typeof Citation>;
