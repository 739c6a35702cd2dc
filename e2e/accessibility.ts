import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Frame, type Page } from "@playwright/test";
import type axe from "axe-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** No violation that axe calls serious or critical. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
  await expectNoViolation(page, { type: "tag", values }, what);
}

/** The same page in other colours: nothing but them can be wrong anew. */
export async function expectContrast(page: Page, what: string): Promise<void> {
  await expectNoViolation(page, { type: "rule", values: ["color-contrast", "link-in-text-block"] }, what);
}

async function expectNoViolation(page: Page, rules: axe.RunOnly, what: string): Promise<void> {
  const found: string[] = [];
  for (const frame of page.frames()) found.push(...(await violationsIn(frame, rules)));
  expect(found, `accessibility of ${what}`).toEqual([]);
}

/**
 * axe stays in a document for the next time, and only what is wrong comes back. Its own driver for Playwright brings it
 * anew each time and joins the frames' whole reports in a page of their own: three times the processor's time.
 */
async function violationsIn(frame: Frame, rules: axe.RunOnly): Promise<string[]> {
  if (!(await frame.evaluate(() => "axe" in window))) await frame.evaluate(source);
  return frame.evaluate(async (runOnly) => {
    const { axe: checker } = window as unknown as { axe: typeof axe };
    const { violations } = await checker.run(document, {
      runOnly,
      resultTypes: ["violations"],
      iframes: false,
    });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(({ id, help, nodes }) =>
        [
          `${id}: ${help}`,
          ...nodes.map((node) => `  ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
        ].join("\n"),
      );
  }, rules);
}
