import axe from "axe-core";
import type { Page } from "playwright-core";

const STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** What axe finds wrong on a page: the rule, and up to five of the places with what is wrong there. */
export async function violations(page: Page): Promise<string[]> {
  // A colour in the middle of a transition is nobody's colour.
  await page.evaluate(() => document.getAnimations().map((animation) => animation.finish()));
  await page.evaluate(axe.source);
  const found = await page.evaluate(async (values) => {
    const run: (context: Document, options: unknown) => Promise<unknown> = Reflect.get(
      Reflect.get(window, "axe"),
      "run",
    );
    const rules = { "target-size": { enabled: true } };
    return run(document, { runOnly: { type: "tag", values }, rules, resultTypes: ["violations"] });
  }, STANDARDS);
  return (found as axe.AxeResults).violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 5)
      .map((node) => `${id}: ${node.target.join(" ")}: ${node.failureSummary?.split("\n").slice(1).join(" ")}`),
  );
}
