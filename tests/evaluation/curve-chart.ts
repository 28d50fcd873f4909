export interface CurvePoint {
  /** Where it stands on the horizontal axis. */
  at: number;
  /** On the vertical axis, of 1. */
  share: number;
}

export interface Curve {
  name: string;
  points: readonly CurvePoint[];
}

export interface ChartTexts {
  title: string;
  /** The chart in words, for those who do not see it. */
  description: string;
  /** What a reader must know to read it right; short, above the plot. */
  note: string;
}

export interface ChartAxes {
  x: { label: string; from: number; to: number; format: (at: number) => string };
  y: { label: string; from: number; to: number };
}

const WIDTH = 720;
const HEIGHT = 420;
const PLOT = { left: 62, right: 690, top: 58, bottom: 350 };
/** Colours apart also for the colour-blind, with 4.5 : 1 against both backgrounds; shape and dashes tell the curves apart too. */
const STYLE = `
    svg { color-scheme: light dark; }
    .ground { fill: #ffffff; } .grid { stroke: #d5d5d9; } .axis { stroke: #66666e; } text { fill: #1a1a1c; font: 13px sans-serif; }
    .value { paint-order: stroke; stroke-width: 4; stroke: #ffffff; } .note { font-size: 12px; }
    .title { font-size: 16px; font-weight: bold; }
    .line { fill: none; stroke-width: 2.5; }
    .first { stroke: #0031d8; } .first-mark { fill: #0031d8; } .second { stroke: #a34600; stroke-dasharray: 7 4; } .second-mark { fill: #a34600; }
    .first-text { fill: #0031d8; } .second-text { fill: #a34600; }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #1a1a1c; } .grid { stroke: #414148; } .axis { stroke: #949498; } text { fill: #f1f1f4; } .value { stroke: #1a1a1c; }
      .first { stroke: #9db7f9; } .first-mark { fill: #9db7f9; } .second { stroke: #ffa66d; } .second-mark { fill: #ffa66d; }
      .first-text { fill: #9db7f9; } .second-text { fill: #ffa66d; }
    }`;

/**
 * A chart of two curves as SVG, 720 × 420: title and description for readers who do not see it, axes, every point with its
 * value. The first curve's values stand above it, the second's below. Throws when there are not two.
 */
export function curveChart(
  { title, description, note }: ChartTexts,
  range: ChartAxes,
  curves: readonly Curve[],
): string {
  const [first, second] = curves;
  if (!first || !second || curves.length > 2) throw new Error("a chart shows two curves");
  const x = (at: number): number =>
    PLOT.left + 22 + ((PLOT.right - PLOT.left - 44) * (at - range.x.from)) / (range.x.to - range.x.from);
  const y = (share: number): number =>
    PLOT.bottom - ((PLOT.bottom - PLOT.top) * (share - range.y.from)) / (range.y.to - range.y.from);
  const place = { x, y };
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-labelledby="title description">
  <title id="title">${escapeXml(title)}</title>
  <desc id="description">${escapeXml(description)}</desc>
  <style>${STYLE}
  </style>
  <rect class="ground" width="${WIDTH}" height="${HEIGHT}"/>
  <text class="title" x="${PLOT.left}" y="28">${escapeXml(title)}</text>
  <text class="note" x="${PLOT.right}" y="${PLOT.top - 11}" text-anchor="end">${escapeXml(note)}</text>
${axes(place, range, first)}
${curveLines("second", second, place, 22)}
${curveLines("first", first, place, -11)}
${legend(first, second)}
</svg>
`;
}

interface Place {
  x: (at: number) => number;
  y: (share: number) => number;
}

function axes({ x, y }: Place, range: ChartAxes, { points }: Curve): string {
  const { from, to } = range.y;
  const steps = Array.from({ length: Math.round((to - from) * 10) + 1 }, (_, step) => from + step / 10);
  return [
    ...steps.flatMap((share) => [
      `  <line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${round(y(share))}" y2="${round(y(share))}"/>`,
      `  <text x="${PLOT.left - 8}" y="${round(y(share) + 4)}" text-anchor="end">${Math.round(100 * share)} %</text>`,
    ]),
    `  <path class="axis" fill="none" d="M${PLOT.left} ${PLOT.top}V${PLOT.bottom}H${PLOT.right}"/>`,
    ...points.map(
      ({ at }) =>
        `  <text x="${round(x(at))}" y="${PLOT.bottom + 19}" text-anchor="middle">${escapeXml(range.x.format(at))}</text>`,
    ),
    `  <text x="${(PLOT.left + PLOT.right) / 2}" y="${PLOT.bottom + 40}" text-anchor="middle">${escapeXml(range.x.label)}</text>`,
    `  <text x="${PLOT.left}" y="${PLOT.top - 11}">${escapeXml(range.y.label)}</text>`,
  ].join("\n");
}

function curveLines(name: "first" | "second", { points }: Curve, { x, y }: Place, labelOffset: number): string {
  const path = points.map(({ at, share }) => `${round(x(at))},${round(y(share))}`).join(" ");
  return [
    `  <polyline class="line ${name}" points="${path}"/>`,
    ...points.flatMap(({ at, share }) => [
      `  ${mark(name, x(at), y(share))}`,
      `  <text class="value ${name}-text" x="${round(x(at))}" y="${round(labelPlace(y(share), labelOffset))}" text-anchor="middle">${(100 * share).toFixed(1)}</text>`,
    ]),
  ].join("\n");
}

/** A value that would stand on the axis stands above its point. */
const labelPlace = (y: number, offset: number): number => (y + offset > PLOT.bottom - 4 ? y - 11 : y + offset);

function legend(first: Curve, second: Curve): string {
  const y = HEIGHT - 9;
  const [left, right] = [PLOT.left, PLOT.left + 318];
  return [
    `  <path class="line first" d="M${left} ${y - 4}h30"/>${mark("first", left + 15, y - 4)}<text x="${left + 38}" y="${y}">${escapeXml(first.name)}</text>`,
    `  <path class="line second" d="M${right} ${y - 4}h30"/>${mark("second", right + 15, y - 4)}<text x="${right + 38}" y="${y}">${escapeXml(second.name)}</text>`,
  ].join("\n");
}

const mark = (name: "first" | "second", x: number, y: number): string =>
  name === "first"
    ? `<circle class="first-mark" cx="${round(x)}" cy="${round(y)}" r="4"/>`
    : `<rect class="second-mark" x="${round(x - 4)}" y="${round(y - 4)}" width="8" height="8"/>`;

const round = (value: number): number => Math.round(value * 10) / 10;
const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign);
