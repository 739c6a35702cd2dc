import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Frame, type Page } from "@playwright/test";
import type axe from "axe-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const wcag = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const checks = {
  /** What journeys hold on their way. */
  rules: { runOnly: { type: "tag", values: wcag }, impacts: ["serious", "critical"] },
  /** What `npm run screens` holds: good practice too. */
  practice: {
    runOnly: { type: "tag", values: [...wcag, "best-practice"] },
    impacts: ["moderate", "serious", "critical"],
  },
  /** The same page in other colours: nothing but them can be wrong anew. */
  colours: {
    runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] },
    impacts: ["serious", "critical"],
  },
} as const satisfies {
  [name: string]: {
    runOnly: { type: "tag" | "rule"; values: readonly string[] };
    impacts: readonly string[];
  };
};

export async function expectAccessible(page: Page, what: string): Promise<void> {
  expect(await violationsOf(page, "rules"), `accessibility of ${what}`).toEqual([]);
}

export async function expectContrast(page: Page, what: string): Promise<void> {
  expect(await violationsOf(page, "colours"), `contrast of ${what}`).toEqual([]);
}

/** What is wrong for people who do not see or point, one entry a rule, with where. */
export async function violationsOf(page: Page, check: keyof typeof checks): Promise<string[]> {
  await inItsColours(page);
  const found: string[] = [];
  for (const frame of page.frames()) found.push(...(await violationsIn(frame, check)));
  return found;
}

/** Page and editors take new colours one after the other, and some of them slowly: in between nothing is right. */
async function inItsColours(page: Page): Promise<void> {
  const arrived = page.waitForFunction(
    () => {
      const wanted = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      const scheme = document.documentElement.dataset.mantineColorScheme ?? wanted;
      return scheme === wanted && !document.getAnimations().some((one) => one instanceof CSSTransition);
    },
    undefined,
    { timeout: 3_000 },
  );
  // Who has chosen the other theme stays in it.
  await arrived.catch(() => undefined);
  await page.evaluate(
    () => new Promise((later) => requestAnimationFrame(() => requestAnimationFrame(later))),
  );
}

/**
 * axe stays in a document for the next time, and only what is wrong comes back. Its own driver for Playwright brings it
 * anew each time and joins the frames' whole reports in a page of their own: three times the processor's time.
 */
async function violationsIn(frame: Frame, check: keyof typeof checks): Promise<string[]> {
  if (!(await frame.evaluate(() => "axe" in window))) await frame.evaluate(source);
  const { runOnly, impacts } = checks[check];
  // Menus and tips stand at the end of the page, outside its landmarks: readers come to them from what opened them.
  const off = { region: { enabled: false } };
  const options = { runOnly, rules: off, resultTypes: ["violations"], iframes: false };
  return frame.evaluate(
    async ({ options, impacts }) => {
      const { axe: checker } = window as unknown as { axe: typeof axe };
      const { violations } = await checker.run(document, options as unknown as axe.RunOptions);
      return violations
        .filter(({ impact }) => impacts.some((one) => one === impact))
        .map(({ id, impact, help, nodes }) =>
          [
            `${id} (${impact}): ${help}`,
            ...nodes.map((node) => `  ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
          ].join("\n"),
        );
    },
    { options, impacts },
  );
}
