/** A family of metrics as Prometheus' text format has it. */
export interface MetricFamily {
  name: string;
  help: string;
  type: string;
  samples: { name: string; labels: Record<string, string>; value: number }[];
}

const NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
const COMMENT = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`);
const SAMPLE = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`);
const LABEL = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y;
const TYPES = new Set(["counter", "gauge", "histogram", "summary", "untyped"]);
const SUFFIXES: Record<string, readonly string[]> = {
  histogram: ["_bucket", "_sum", "_count"],
  summary: ["", "_sum", "_count"],
};

/**
 * Reads a page of metrics as strictly as promtool checks one: HELP and TYPE once before a family's samples, samples together,
 * names, labels and values of the right form, no sample twice, histograms whole. Throws the line that breaks a rule.
 */
export function readPrometheusText(text: string): MetricFamily[] {
  if (!text.endsWith("\n")) throw new Error("the page does not end with a line break");
  const families = new Map<string, MetricFamily>();
  let current: MetricFamily | undefined;
  for (const line of text.split("\n")) {
    if (line === "") continue;
    const [, keyword, commented = "", words = ""] = COMMENT.exec(line) ?? [];
    if (keyword === "HELP") {
      if (families.has(commented)) throw new Error(`a family twice: ${line}`);
      current = { name: commented, help: words, type: "", samples: [] };
      families.set(commented, current);
    } else if (keyword === "TYPE") {
      if (current?.name !== commented || current.type !== "" || !TYPES.has(words)) throw new Error(`TYPE: ${line}`);
      current.type = words;
    } else {
      current?.samples.push(readSample(line, current));
      if (current === undefined) throw new Error(`a sample of no family: ${line}`);
    }
  }
  for (const family of families.values()) checkFamily(family);
  return Array.from(families.values());
}

function readSample(line: string, family: MetricFamily): MetricFamily["samples"][number] {
  const [, name = "", labels = "", written = ""] = SAMPLE.exec(line) ?? [];
  const suffixes = SUFFIXES[family.type] ?? [""];
  if (!suffixes.some((suffix) => name === family.name + suffix)) throw new Error(`not of ${family.name}: ${line}`);
  const value = Number(written.replace("Inf", "Infinity"));
  if (Number.isNaN(value) && written !== "Nan" && written !== "NaN") throw new Error(`no number: ${line}`);
  return { name, labels: readLabels(labels, line), value };
}

function readLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    const [, name, value = ""] = LABEL.exec(text) ?? [];
    if (name === undefined || name in labels) throw new Error(`labels: ${line}`);
    labels[name] = value;
  }
  return labels;
}

function checkFamily({ name, type, samples }: MetricFamily): void {
  const keys = samples.map((sample) => sample.name + JSON.stringify(Object.entries(sample.labels).sort()));
  if (new Set(keys).size !== keys.length) throw new Error(`${name} has a sample twice`);
  if (type === "counter" && !name.endsWith("_total"))
    throw new Error(`${name} is a counter and does not end with _total`);
  if (type === "counter" && samples.some(({ value }) => value < 0)) throw new Error(`${name} is below 0`);
  if (type !== "histogram") return;
  for (const { name: counted, labels, value } of samples.filter((sample) => sample.name.endsWith("_count"))) {
    const buckets = samples.filter(
      (sample) =>
        sample.name.endsWith("_bucket") && Object.entries(labels).every(([key, of]) => sample.labels[key] === of),
    );
    const values = buckets.map((bucket) => bucket.value);
    const isRising = values.every((bucket, index) => index === 0 || bucket >= (values[index - 1] ?? 0));
    if (buckets.at(-1)?.labels.le !== "+Inf" || values.at(-1) !== value || !isRising)
      throw new Error(`the buckets of ${counted} ${JSON.stringify(labels)}`);
  }
}
