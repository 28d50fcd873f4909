import { Measure } from "../../ingest/collection.ts";

/** What a row of results says of a measure. */
export const MeasureSummary = Measure.pick({
  id: true,
  number: true,
  title: true,
  pages: true,
  ministries: true,
  topic: true,
  supportTypes: true,
});

export function summariseMeasure({ id, number, title, pages, ministries, topic, supportTypes }: Measure) {
  return { id, number, title, pages, ministries, topic, supportTypes };
}
