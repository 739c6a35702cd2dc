import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "../accessibility.ts";
import { expect, test } from "../fixtures.ts";

const battle = (page: Page, url: string) =>
  page.request.post(`${url}/hooks/arena/battle`, {
    data: { battle: "b-1", attacker: "red-1", target: "blue-1", weapon: "rifle" },
  });

test("executions are read, held, narrowed by keys, and taken home as a file", async ({
  signedIn: console,
  page,
}) => {
  const { url } = console.server;
  await page.goto(`${url}/r/arena/executions`);
  await expect(page.getByRole("heading", { name: "Executions" })).toBeVisible();
  await battle(page, url);
  // The row says what was logged, and when by the clock.
  const endpoint = page.getByRole("row", { name: /wargame\/battle_endpoint/ }).first();
  const simulator = page.getByRole("row", { name: /wargame\/hit_simulator/ }).first();
  await expect(simulator).toContainText("rolled");
  await expect(simulator.locator("time")).toHaveText(/\d\d:\d\d:\d\d$/);

  // Held: nothing moves, and what came is counted; the same key lets it go on.
  const rows = page.getByRole("row", { name: /wargame\// });
  await page.keyboard.press("p");
  await expect(page.getByRole("button", { name: "Go on" })).toBeVisible();
  const before = await rows.count();
  await battle(page, url);
  await expect(page.getByRole("button", { name: /Go on · \d+ new/ })).toBeVisible();
  await expect(rows).toHaveCount(before);
  await expectAccessible(page, "a paused list");
  await page.keyboard.press("p");
  await expect.poll(() => rows.count()).toBeGreaterThan(before);

  // A filter, by keys alone; it stands in the address.
  await page.keyboard.press("f");
  await page.getByRole("menuitem", { name: "Effect…" }).press("Enter");
  await expect(page.getByRole("textbox", { name: /^Effect/ })).toBeFocused();
  await page.keyboard.type("the publish");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toContainText("as in the script");
  await expectAccessible(page, "a filter that is refused");
  await page.getByRole("textbox", { name: /^Effect/ }).fill("publish");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/effect=publish/);
  await expect(page.getByRole("button", { name: "Add filter" })).toBeFocused();
  await expect(endpoint).toBeVisible();

  // Columns are kept in the address.
  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("menuitemcheckbox", { name: "Operations" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "Operations" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("columnheader", { name: "Operations" })).toBeVisible();
  await expect(endpoint).toBeVisible();

  const [file] = await Promise.all([
    page.waitForEvent("download"),
    (async () => {
      await page.getByRole("button", { name: "Export" }).click();
      await page.getByRole("menuitem", { name: /JSON lines/ }).click();
    })(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^executions-arena-.*\.jsonl$/);
  const lines = (await readFile(await file.path(), "utf8")).trimEnd().split("\n");
  const scripts = lines.map((line) => (JSON.parse(line) as { script: string }).script);
  expect(scripts).toContain("wargame/battle_endpoint");
  expect(new Set(scripts).has("wargame/hit_simulator")).toBe(await simulator.isVisible());
});

test("the runs of a user are found by the address that support has in hand", async ({
  signedIn: console,
  page,
}) => {
  await console.go("/flows/login");
  await page.getByRole("button", { name: "Try it" }).click();
  const steps = page.getByRole("region", { name: "Try Login" }).getByRole("region", { name: "Steps" });
  await expect(steps.getByRole("link", { name: "Risk check" })).toBeVisible();
  await console.go("/executions?trials=true");
  await page
    .getByRole("row", { name: /login\/risk-check/ })
    .first()
    .click();
  const drawer = page.getByRole("region", { name: "Execution", exact: true });
  const user = drawer.getByTitle("Everything that ran for this user");
  const email = /\S+@\S+/.exec((await user.textContent()) ?? "")![0];

  await console.go("/executions?trials=true");
  await expect(page.getByRole("button", { name: "Add filter" })).toBeVisible();
  await page.keyboard.press("f");
  await page.getByRole("menuitem", { name: "User…" }).press("Enter");
  await page.getByRole("textbox", { name: /^User/ }).fill(email.toUpperCase());
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row", { name: /login\/risk-check/ }).first()).toBeVisible();
  await page.getByRole("button", { name: /^User .*: change$/ }).click();
  await page.getByRole("textbox", { name: /^User/ }).fill("nobody@example.com");
  await page.keyboard.press("Enter");
  await expect(page.getByText("No execution matches")).toBeVisible();
});

test("the choices of a filter are seen whole, also where the menu that they belong to is shorter", async ({
  signedIn: console,
  page,
}) => {
  await console.go("/errors");
  await page.getByRole("button", { name: "Add filter" }).click();
  await page.getByRole("menuitem", { name: "Script", exact: true }).hover();
  const choice = page.getByRole("menuitem", { name: "login/second-factor" });
  // A click goes to what is seen at the place.
  await choice.click();
  await expect(page).toHaveURL(/script=login%2Fsecond-factor|script=login\/second-factor/);
});
