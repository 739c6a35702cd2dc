import type { Screen, Shown } from "../screen.ts";

const palette = async ({ page }: Shown, typed: string) => {
  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("combobox", { name: /^Find a page/ }).fill(typed);
};

/** The frame around every page, and what opens from it. */
export const frame: readonly Screen[] = [
  { name: "overview", path: "" },
  { name: "overview-fresh", path: "", realm: "fresh" },
  { name: "not-found", path: "/no/such/page" },
  { name: "palette", path: "", open: (at) => palette(at, "") },
  { name: "palette-found", path: "/flows", open: (at) => palette(at, "risk") },
  { name: "palette-nothing", path: "/flows", open: (at) => palette(at, "nobody calls it so") },
  {
    name: "shortcuts",
    path: "",
    open: async ({ page }) => {
      await page.keyboard.press("?");
      await page.getByRole("dialog", { name: "Keyboard shortcuts" }).waitFor();
    },
  },
  {
    name: "realms",
    path: "",
    open: ({ page }) => page.getByRole("button", { name: "Realm acme, switch" }).click(),
  },
  {
    name: "account",
    path: "",
    open: ({ page }) => page.getByRole("button", { name: /, account$/ }).click(),
  },
  {
    name: "health",
    path: "",
    open: ({ page }) =>
      page
        .getByRole("banner")
        .getByRole("button", { name: /healthy|busy|overloaded/i })
        .click(),
  },
  {
    name: "offline",
    path: "/executions",
    async open({ page }) {
      await page.context().setOffline(true);
      await page.evaluate(() => window.dispatchEvent(new Event("offline")));
      await page
        .getByText(/offline|no connection|cannot be reached/i)
        .first()
        .waitFor();
    },
    async after({ page }) {
      await page.context().setOffline(false);
      await page.evaluate(() => window.dispatchEvent(new Event("online")));
    },
  },
  {
    name: "session-ended",
    path: "/flows",
    async open({ page, console }) {
      await page.context().clearCookies();
      await page.getByRole("link", { name: "Errors" }).first().click();
      await page.getByRole("dialog", { name: "Your session has ended" }).waitFor();
      void console;
    },
  },
];
