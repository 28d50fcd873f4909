import { chromium, type Page } from "playwright-core";
import { CHROMIUM_FLAGS, chromiumPath } from "../chromium-path.ts";
import { median } from "./quantile.ts";

export interface PaintTimes {
  /** First contentful paint of `/` in a browser that has loaded nothing of the site yet, ms. */
  first: number;
  /** The same, median of later loads. */
  warm: number;
}

const LOADS = 7;

/** How long `/` takes to show something, in a real browser. Undefined where the machine has no Chromium. */
export async function timePaint(origin: string): Promise<PaintTimes | undefined> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) return undefined;
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_FLAGS });
  try {
    const page = await browser.newPage();
    const times: number[] = [];
    for (let load = 0; load < LOADS; load++) {
      await page.goto(`${origin}/`);
      times.push(await firstContentfulPaint(page));
    }
    const [first = Number.NaN, ...later] = times;
    return { first, warm: median(later) };
  } finally {
    await browser.close();
  }
}

/** Milliseconds from the start of the navigation (W3C Paint Timing). */
function firstContentfulPaint(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const [entry] = list.getEntriesByName("first-contentful-paint");
          if (entry) resolve(entry.startTime);
        }).observe({ type: "paint", buffered: true });
      }),
  );
}
