export interface Point {
  x: number;
  y: number;
}

/** The slope of the line nearest to the points, by least squares: units of y per unit of x; 0 for fewer than two. */
export function slope(points: readonly Point[]): number {
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [x, y] = [mean(points.map((point) => point.x)), mean(points.map((point) => point.y))];
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  const together = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0);
  return spread === 0 || points.length < 2 ? 0 : together / spread;
}
