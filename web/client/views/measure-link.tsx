import type { Measure } from "../../../ingest/collection.ts";
import { SiteLink } from "./site-link.tsx";

/** What it takes to link to a measure. */
export type MeasureName = Pick<Measure, "id" | "number" | "title">;

export function MeasureLink({ measure, rel }: { measure: MeasureName; rel?: "prev" | "next" }) {
  return (
    <SiteLink path={`/measures/${measure.id}`} lang="ja" {...(rel && { rel })}>
      {measure.number} {measure.title}
    </SiteLink>
  );
}

export function MeasureLinks({ measures }: { measures: readonly MeasureName[] }) {
  return (
    <ul class="measure-links">
      {measures.map((measure) => (
        <li key={measure.id}>
          <MeasureLink measure={measure} />
        </li>
      ))}
    </ul>
  );
}
