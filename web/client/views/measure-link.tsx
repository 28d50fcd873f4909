import type { Measure } from "../../ingest/collection.ts";

/** What it takes to link to a measure. */
export type MeasureName = Pick<Measure, "id" | "number" | "title">;

export function MeasureLink({ measure, basePath }: { measure: MeasureName; basePath: string }) {
  return (
    <a href={`${basePath}/measures/${measure.id}`}>
      {measure.number} {measure.title}
    </a>
  );
}

export function MeasureLinks({ measures, basePath }: { measures: readonly MeasureName[]; basePath: string }) {
  return (
    <ul class="measure-links">
      {measures.map((measure) => (
        <li key={measure.id}>
          <MeasureLink measure={measure} basePath={basePath} />
        </li>
      ))}
    </ul>
  );
}
