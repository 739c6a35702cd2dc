import type { Page } from "@playwright/test";
import type { Screen, Shown } from "../screen.ts";

const risk = "/scripts/login/risk-check";

const more = (page: Page) => page.getByRole("button", { name: "More actions" }).click();

async function newScript({ page }: Shown): Promise<void> {
  await page.getByRole("main").getByRole("button", { name: "New script" }).first().click();
  await page.getByRole("dialog", { name: "New script" }).waitFor();
}

export const editor: readonly Screen[] = [
  { name: "scripts", path: "/scripts" },
  { name: "scripts-fresh", path: "/scripts", realm: "fresh" },
  { name: "editor", path: risk, code: true },
  { name: "editor-docs", path: `${risk}?tab=docs`, code: true, open: ({ page }) => showRail(page) },
  { name: "editor-settings", path: `${risk}?tab=settings`, code: true, open: ({ page }) => showRail(page) },
  { name: "editor-versions", path: `${risk}?tab=versions`, code: true, open: ({ page }) => showRail(page) },
  { name: "editor-version", path: `${risk}?version=2&line=6`, code: true },
  { name: "editor-compare", path: `${risk}?compare=live...draft`, code: true },
  { name: "editor-runs", path: `${risk}?panel=runs`, code: true },
  { name: "editor-arena", path: "/scripts/wargame/hit_simulator", realm: "arena", code: true },
  { name: "editor-missing", path: "/scripts/login/nobody-wrote-it" },
  {
    name: "editor-result",
    path: risk,
    code: true,
    open: ({ console }) => console.run(),
  },
  {
    name: "editor-console",
    path: risk,
    code: true,
    async open(at) {
      await at.console.run();
      await at.console.panel("Console");
      await at.page.getByRole("list", { name: "Log lines" }).waitFor();
    },
  },
  {
    name: "editor-replay",
    path: ({ failure }) => `${risk}?execution=${failure.execution}`,
    code: true,
    async open(at) {
      await at.page.getByText("Replaying").first().waitFor();
    },
  },
  {
    name: "editor-menu",
    path: risk,
    code: true,
    async open(at) {
      await more(at.page);
    },
  },
  {
    name: "editor-publish",
    path: risk,
    code: true,
    async open(at) {
      await at.console.openPublishSheet();
    },
  },
  {
    name: "editor-discard",
    path: risk,
    code: true,
    async open(at) {
      await more(at.page);
      await at.page.getByRole("menuitem", { name: "Discard changes…" }).click();
      await at.page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "editor-lost-texts",
    path: risk,
    code: true,
    async open(at) {
      await more(at.page);
      await at.page.getByRole("menuitem", { name: "Lost texts…" }).click();
      await at.page.getByRole("dialog", { name: "Lost texts" }).waitFor();
    },
  },
  {
    name: "editor-roll-back",
    path: `${risk}?tab=versions`,
    code: true,
    async open(at) {
      await showRail(at.page);
      await at.page.getByRole("button", { name: "Actions of v2" }).click();
      await at.page.getByRole("menuitem", { name: "Roll back to v2…" }).click();
      await at.page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "editor-sample",
    path: risk,
    code: true,
    async open(at) {
      await showRail(at.page);
      await at.page.getByRole("button", { name: "Save as sample" }).click();
      await at.page.getByRole("dialog", { name: "Save the input as a sample" }).waitFor();
    },
  },
  {
    name: "editor-sample-menu",
    path: risk,
    code: true,
    async open(at) {
      await showRail(at.page);
      await at.page.getByRole("button", { name: "More about samples" }).click();
    },
  },
  { name: "new-script", path: "/scripts", open: newScript },
  {
    name: "new-script-blank",
    path: "/scripts",
    async open(at) {
      await newScript(at);
      await at.page.getByRole("tab", { name: "Blank, for a hook" }).click();
      await at.page.getByRole("button", { name: /^Create/ }).click();
    },
  },
  {
    name: "new-script-library",
    path: "/scripts",
    async open(at) {
      await newScript(at);
      await at.page.getByRole("tab", { name: "Library" }).click();
    },
  },
];

/** In a narrow window the rail is folded until somebody asks for it. */
async function showRail(page: Page): Promise<void> {
  const rail = page.getByRole("complementary", { name: "Script details" });
  if (await rail.isVisible()) return;
  await page.getByRole("button", { name: /^Show the right rail/ }).click();
  await rail.waitFor();
}
