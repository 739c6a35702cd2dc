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
  { name: "editor-in-no-flow", path: "/scripts/login/country-changed", code: true },
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
    name: "editor-version-menu",
    path: `${risk}?tab=versions`,
    code: true,
    async open(at) {
      await showRail(at.page);
      await at.page.getByRole("button", { name: "Actions of v2" }).click();
      await at.page.getByRole("menuitem", { name: "Roll back to v2…" }).waitFor();
    },
  },
  {
    name: "editor-state-menu",
    path: `${risk}?tab=versions`,
    code: true,
    async open(at) {
      await showRail(at.page);
      await at.page
        .getByRole("button", { name: /^Actions of the state of/ })
        .first()
        .click();
      await at.page.getByRole("menuitem", { name: "Restore this text" }).waitFor();
    },
  },
  {
    name: "editor-retire",
    path: `${risk}?tab=settings`,
    code: true,
    async open(at) {
      await showRail(at.page);
      await at.page.getByRole("button", { name: "Retire…" }).click();
      const dialog = at.page.getByRole("dialog", { name: /^Retire acme/ });
      await dialog.getByText(/runs in its place|No version is live then/).waitFor();
    },
  },
  {
    name: "editor-rolled-back",
    path: ({ failure }) => `${risk}?tab=versions&rollback=2&error=${failure.group}`,
    code: true,
    async open({ page }) {
      const dialog = page.getByRole("dialog", { name: /^Roll back acme/ });
      await dialog.getByLabel("Reason").fill("The new scoring refuses everybody");
      await dialog.getByRole("button", { name: "Roll back to v2" }).click();
      await page.getByRole("dialog", { name: "v2 of login/risk-check is live again" }).waitFor();
    },
    after: ({ filled }) => filled.rollBack(1),
  },
  {
    name: "editor-rename",
    path: "/scripts/shared/risk?line=33",
    code: true,
    async open({ page, console }) {
      await console.code("shared/risk").getByText("riskScore").first().click();
      await page.keyboard.press("Home");
      // export function isNewCountry
      for (let n = 0; n < 18; n++) await page.keyboard.press("ArrowRight");
      await page.keyboard.press("F2");
      await page.locator(".rename-box input, .rename-input").first().fill("scoreOf");
      await page.keyboard.press("Enter");
      await page.getByRole("dialog", { name: "Rename riskScore to scoreOf" }).waitFor();
    },
  },
  {
    name: "editor-conflict",
    path: "/scripts/login/terms",
    code: true,
    async open({ page, console, filled }) {
      const script = "login/terms";
      await page.route("**/api/trpc/*drafts.save**", (route) => route.abort());
      await console.append(script, "// mine\n");
      await filled.colleagueWrites(script, "// Artur's\n");
      await page.unroute("**/api/trpc/*drafts.save**");
      await page.getByRole("button", { name: "Decide…" }).click({ timeout: 60_000 });
      await page.getByRole("heading", { name: /^Artur Author saved first/ }).waitFor();
    },
    after: ({ filled }) => filled.discard("login/terms"),
  },
  {
    name: "editor-publish-refused",
    path: "/scripts/login/profile-gate",
    code: true,
    async open({ page, console }) {
      await console.append("login/profile-gate", "const score: number = 'none';\n");
      await console.expectSaved();
      const sheet = await console.openPublishSheet();
      await sheet.getByLabel("Note").fill("Does not compile");
      await sheet
        .getByText(/not assignable/)
        .first()
        .waitFor({ timeout: 60_000 });
      await page.getByRole("dialog").waitFor();
    },
    after: ({ filled }) => filled.discard("login/profile-gate"),
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
