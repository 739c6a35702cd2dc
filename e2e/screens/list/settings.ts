import type { Screen } from "../screen.ts";

const press =
  (name: string | RegExp): NonNullable<Screen["open"]> =>
  async ({ page }) => {
    await page.getByRole("button", { name }).first().click();
    await page.getByRole("dialog").waitFor();
  };

export const settings: readonly Screen[] = [
  { name: "settings-profile", path: "/settings/profile" },
  { name: "settings-members", path: "/settings/members" },
  { name: "settings-members-invite", path: "/settings/members", open: press(/^Invite/) },
  {
    name: "settings-members-menu",
    path: "/settings/members",
    open: ({ page }) => page.getByRole("button", { name: "Actions for artur@acme.example" }).click(),
  },
  { name: "settings-tokens", path: "/settings/tokens" },
  { name: "settings-tokens-create", path: "/settings/tokens", open: press("Create token") },
  {
    name: "settings-tokens-refused",
    path: "/settings/tokens",
    async open({ page }) {
      await page.getByRole("button", { name: "Create token" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Create token" }).click();
    },
  },
  { name: "settings-tokens-revoke", path: "/settings/tokens", open: press("Revoke login gateway") },
  { name: "settings-realms", path: "/settings/realms" },
  { name: "settings-realms-new", path: "/settings/realms?new=true" },
  {
    name: "settings-realms-menu",
    path: "/settings/realms",
    open: ({ page }) => page.getByRole("button", { name: "Actions for fresh" }).click(),
  },
  {
    name: "settings-realms-delete",
    path: "/settings/realms",
    async open({ page }) {
      await page.getByRole("button", { name: "Actions for fresh" }).click();
      await page.getByRole("menuitem", { name: "Delete…" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "settings-realms-export",
    path: "/settings/realms",
    async open({ page }) {
      await page.getByRole("button", { name: "Actions for fresh" }).click();
      await page.getByRole("menuitem", { name: "Export…" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "settings-realms-import",
    path: "/settings/realms",
    async open({ page }) {
      const act = async (realm: string, item: string) => {
        await page.getByRole("button", { name: `Actions for ${realm}`, exact: true }).click();
        await page.getByRole("menuitem", { name: item }).click();
        await page.getByRole("dialog").waitFor();
      };
      await act("acme", "Export…");
      const download = page.waitForEvent("download");
      await page
        .getByRole("dialog")
        .getByRole("button", { name: /^Export / })
        .click();
      const archive = await (await download).path();
      await page.getByRole("dialog").waitFor({ state: "hidden" });
      await act("fresh", "Import…");
      await page.locator('input[type="file"]').setInputFiles(archive);
      await page.getByRole("table", { name: "Plan" }).waitFor({ timeout: 120_000 });
    },
  },
  { name: "settings-realms-archived", path: "/settings/realms", realm: "archived" },
  { name: "settings-realm", path: "/settings/realm" },
  {
    name: "settings-realm-schema",
    path: "/settings/realm",
    async open({ page }) {
      await page.getByRole("button", { name: "Change the schema" }).click();
      await page.getByText("type RealmSettings").waitFor();
    },
  },
  {
    name: "settings-realm-compare",
    path: "/settings/realm",
    async open({ page }) {
      await page.locator(".view-line").first().click({ timeout: 90_000 });
      await page.keyboard.press("ControlOrMeta+End");
      await page.keyboard.type(" ");
      await page.getByRole("button", { name: "Compare with what is saved" }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "settings-realm-fresh", path: "/settings/realm", realm: "fresh" },
  { name: "settings-partner-key", path: "/settings/realm", open: press("New key for pay") },
  { name: "settings-security", path: "/settings/security" },
  { name: "settings-level", path: "/settings/security", open: press("Change level safe") },
  { name: "settings-level-new", path: "/settings/security", open: press("New level") },
  { name: "settings-unknown", path: "/settings/nobody-knows-it" },
];
