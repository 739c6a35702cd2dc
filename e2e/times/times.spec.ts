import type { Locator, Page } from "@playwright/test";
import type { ConsolePage } from "../console-page.ts";
import { expect, test } from "../fixtures.ts";
import { shownAfter } from "./shown-after.ts";

/** Of each; the first three warm up and do not count. */
const rounds = Number(process.env.TIMES_ROUNDS ?? 15);
const warmUps = 3;

const [first, second] = ["login/risk-check", "login/terms"] as const;

type Way = { name: string; once: (page: Page, round: number) => Promise<number> };

const ways: Way[] = [
  {
    name: "palette",
    async once(page) {
      const ms = await shownAfter(page, ['[aria-label="Found"] [role="option"]'], () => pressKey(page, "k"));
      await gone(page, page.getByRole("dialog"));
      return ms;
    },
  },
  {
    name: "preview",
    once: (page) =>
      shownAfter(page, ['[aria-busy="true"][data-stale]', '[aria-busy="false"]:not([data-stale])'], () =>
        pressKey(page, "Enter"),
      ),
  },
  {
    name: "publish_sheet",
    async once(page) {
      const ms = await shownAfter(page, ['[role="dialog"] .monaco-diff-editor .view-line'], () =>
        pressKey(page, "Shift+P"),
      );
      await gone(page, page.getByRole("dialog"));
      return ms;
    },
  },
  {
    name: "editor_switch",
    async once(page, round) {
      const to = round % 2 === 0 ? second : first;
      const tab = page.getByRole("navigation", { name: "Open scripts" }).locator(`[href*="/${to}"]`);
      return shownAfter(page, [`[aria-label="Source of ${to}"] .view-line`], () => tab.click());
    },
  },
];

test("times of the console, warm", async ({ signedIn: console, page }) => {
  await open(console);
  for (const { name, once } of ways) {
    const took: number[] = [];
    for (let round = 0; round < warmUps + rounds; round++) {
      const ms = await once(page, round);
      if (round >= warmUps) took.push(ms);
    }
    took.sort((a, b) => a - b);
    tell(`console.${name}_p50_ms`, took[Math.floor(took.length / 2)]!);
    tell(`console.${name}_max_ms`, took.at(-1)!);
  }
});

/** Two scripts in tabs, the first in front with a draft that differs from what is live. */
async function open(console: ConsolePage): Promise<void> {
  await console.openScript(second);
  await console.openScript(first);
  await console.append(first, "\n// measured\n");
  await console.expectSaved();
  await console.run();
}

async function pressKey(page: Page, key: string): Promise<void> {
  await page.keyboard.press(`ControlOrMeta+${key}`);
}

async function gone(page: Page, dialog: Locator): Promise<void> {
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
}

function tell(name: string, ms: number): void {
  process.stdout.write(`${name} ${ms.toFixed(0)} ms\n`);
}
