interface BarChartProps {
  id: string;
  title: string;
  values: readonly { value: string; count: number }[];
  /** How a count is said: "12件". */
  say: (count: number) => string;
}

/** In the units of the drawing, which a phone shows at about their size in pixels. */
const WIDTH = 340;
const ROW = 40;
const BAR_TOP = 20;
const BAR_HEIGHT = 12;
const COUNT_WIDTH = 44;

/** Horizontal bars, one a value, on one scale from zero. Drawn without inline styles; the figures stand beside the bars. */
export function BarChart({ id, title, values, say }: BarChartProps) {
  const most = Math.max(1, ...values.map(({ count }) => count));
  const summary = values.map(({ value, count }) => `${value} ${say(count)}`).join("、");
  return (
    <svg
      class="bar-chart"
      viewBox={`0 0 ${WIDTH} ${values.length * ROW}`}
      role="img"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-summary`}
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-summary`} lang="ja">
        {summary}
      </desc>
      {values.map(({ value, count }, index) => {
        const width = (count / most) * (WIDTH - COUNT_WIDTH);
        const top = index * ROW;
        return (
          <g key={value}>
            <text lang="ja" class="bar-label" x={0} y={top + BAR_TOP - 6}>
              {value}
            </text>
            <rect class="bar" x={0} y={top + BAR_TOP} width={width} height={BAR_HEIGHT} />
            <text class="bar-count" x={width + 6} y={top + BAR_TOP + BAR_HEIGHT - 1}>
              {say(count)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
