import { expectAccessible } from "../accessibility.ts";
import { expect, test } from "../fixtures.ts";

test("the palette opens inside the text and does what the script in front can; Quick Fix has its key", async ({
  signedIn: console,
  page,
}) => {
  await console.openScript("login/risk-check");
  await page.locator(".monaco-editor").first().click();
  await page.keyboard.press("ControlOrMeta+k");
  // A page that comes meanwhile may take the focus for itself.
  await page.evaluate(() => document.querySelector<HTMLElement>("nav a")?.focus());
  await page.keyboard.press("Tab");
  await page.keyboard.type("compare live");
  await page.keyboard.press("Enter");
  await page.waitForURL(/compare=live/);
  await page.goBack();

  await console.replaceText(
    "login/risk-check",
    'export function onExecute(context: LoginContext): FlowResult {\n  return riskSignals(context).length > 0 ? { action: "continue" } : { action: "continue" };\n}\n',
  );
  await page.getByText("riskSignals", { exact: true }).first().click();
  await expect(page.locator(".squiggly-error").first()).toBeVisible();
  // The mark is there before its remedy is known: then Monaco says that there is none, and one presses again.
  const remedy = page.getByText('Add import from "shared/risk"');
  await expect(async () => {
    await page.keyboard.press("ControlOrMeta+.");
    await expect(remedy).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await remedy.click();
  await expect(page.locator(".view-lines").first()).toContainText(
    'import { riskSignals } from "shared/risk"',
  );
});

test("letters typed right after the palette's key are the palette's, however late its list comes; focus comes back", async ({
  signedIn: console,
  page,
}) => {
  let letCome = (): void => {};
  const late = new Promise<void>((resolve) => {
    letCome = resolve;
  });
  await page.route(/palette-list-.*\.js$/, async (route) => {
    await late;
    await route.continue();
  });
  await console.openScript("login/risk-check");
  const source = page.locator(".view-lines").first();
  await source.click();
  const before = await source.textContent();
  await page.keyboard.press("ControlOrMeta+k");
  await page.keyboard.type("versions");
  await page.keyboard.press("Enter");
  const field = page.getByRole("combobox", { name: /^Find a page/ });
  await expect(field).toHaveValue("versions");
  letCome();
  await page.waitForURL(/tab=versions/);
  await expect(field).toHaveCount(0);

  await page.keyboard.press("ControlOrMeta+k");
  await page.getByRole("option", { name: "Sign out" }).waitFor();
  await expectAccessible(page, "the palette");
  await page.keyboard.press("Escape");
  expect(await source.textContent()).toBe(before);

  // Every dialog that it opens gives the focus back to where it was before the palette.
  const hasFocus = () => page.evaluate(() => document.activeElement?.closest(".monaco-editor") !== null);
  for (const [what, dialog] of [
    ["publish", /^Publish/],
    ["keyboard shortcuts", "Keyboard shortcuts"],
    ["new script", "New script"],
    ["lost texts", "Lost texts"],
  ] as const) {
    await expect.poll(hasFocus).toBe(true);
    await page.keyboard.press("ControlOrMeta+k");
    await page.keyboard.type(what);
    await page
      .getByRole("option", { name: new RegExp(what, "i") })
      .first()
      .waitFor();
    await page.keyboard.press("Enter");
    await expect(page.getByRole("dialog", { name: dialog })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: dialog })).toHaveCount(0);
  }
  await expect.poll(hasFocus).toBe(true);
});

test("once a comparison was closed, the text's menu opens as before; a page that fails takes nothing typed with it", async ({
  signedIn: console,
  page,
}) => {
  await console.openScript("login/risk-check");
  const source = console.code("login/risk-check").locator(".view-lines");
  const menu = page.getByRole("menu").getByText("Command Palette");
  for (let again = 0; again < 3; again++) {
    const sheet = await console.openPublishSheet();
    await expect(sheet.locator(".modified .view-line").first()).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(sheet).toHaveCount(0);
    await source.click({ button: "right" });
    await expect(menu).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(menu).toHaveCount(0);
  }

  // An answer that a page cannot show fails it, with a draft that is not saved yet.
  await page.route("**/api/trpc/*drafts.save**", (route) => route.abort());
  await console.append("login/risk-check", "\n// typed before the page failed\n");
  await page.route(/executions\.list/, (route) => {
    const asked = new URL(route.request().url()).pathname.split("/").at(-1)!.split(",");
    const data = { items: [null], next: null };
    return route.fulfill({ json: asked.map(() => ({ result: { data } })) });
  });
  await console.panel("Runs");
  await expect(page.getByText("This page failed")).toBeVisible();
  await page.unroute(/executions\.list/);
  await page.unroute("**/api/trpc/*drafts.save**");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(console.code("login/risk-check")).toContainText("typed before the page failed");
  await console.expectSaved();
});

test("a narrow window keeps the text's room: tree and rail float over it while they are needed", async ({
  signedIn: console,
  page,
}) => {
  await page.setViewportSize({ width: 800, height: 860 });
  await console.openScript("login/risk-check");
  const source = page.getByRole("region", { name: /^Source of/ });
  const wide = (await source.boundingBox())?.width ?? 0;
  expect(wide).toBeGreaterThan(700);
  const rail = page.getByRole("complementary", { name: "Script details" });
  await expect(rail).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+Alt+b");
  await expect(rail).toBeVisible();
  expect((await source.boundingBox())?.width).toBe(wide);
  await page.keyboard.press("Escape");
  await expect(rail).toHaveCount(0);
  await page.getByRole("button", { name: "Show the tree" }).click();
  await page.getByRole("treeitem", { name: /^second-factor/ }).click();
  await page.waitForURL(/second-factor/);
  await expect(page.getByRole("treeitem")).toHaveCount(0);

  // The first Escape is for the filter, the second one for the tree.
  await page.getByRole("button", { name: "Show the tree" }).click();
  const filter = page.getByRole("textbox", { name: "Filter scripts" });
  await filter.fill("risk");
  await filter.press("Escape");
  await expect(filter).toHaveValue("");
  await filter.press("Escape");
  await expect(filter).toHaveCount(0);

  // With nothing open there is nothing to float over.
  await page.goto(page.url().replace(/scripts\/.*/, "scripts"));
  await expect(page.getByRole("navigation", { name: "Open scripts" })).toBeVisible();
  await expect(filter).toBeVisible();
  await expect(page.getByRole("button", { name: /^Show the (tree|right rail)/ })).toHaveCount(0);
});

test("a width that somebody dragged is kept, and nothing else changes one", async ({
  signedIn: console,
  page,
}) => {
  await console.openScript("login/risk-check");
  const rail = page.getByRole("complementary", { name: "Script details" });
  const widthOf = async () => Math.round((await rail.boundingBox())?.width ?? 0);
  const before = await widthOf();
  const border = await page.getByRole("separator", { name: "Resize the right rail" }).boundingBox();
  if (!border) throw new Error("there is no border to drag");
  await page.mouse.move(border.x, border.y + 200);
  await page.mouse.down();
  await page.mouse.move(border.x - 60, border.y + 200, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => Math.abs((await widthOf()) - before - 60)).toBeLessThan(4);
  const dragged = await widthOf();
  for (let i = 0; i < 2; i++) {
    await page.reload();
    await expect(page.locator(".view-line").first()).toBeVisible();
    await expect.poll(widthOf).toBe(dragged);
  }
});

test("Tab indents in the text, and after its key leaves it, both ways, by the keyboard alone", async ({
  signedIn: console,
  page,
}) => {
  await console.openScript("login/terms");
  const source = console.code("login/terms");
  const inText = () => source.evaluate((region) => region.contains(document.activeElement));
  const textNow = () => source.locator(".view-lines").textContent();
  await expect.poll(inText).toBe(true);
  const before = await textNow();
  await page.keyboard.press("Control+m");
  await expect(source.getByText("Tab leaves the text")).toBeVisible();
  await page.screenshot({ path: "test-results/screens/tab-leaves.png" });
  await page.keyboard.press("Tab");
  await expect.poll(inText).toBe(false);
  await page.keyboard.press("Shift+Tab");
  await expect.poll(inText).toBe(true);
  await page.keyboard.press("Shift+Tab");
  await expect.poll(inText).toBe(false);
  expect(await textNow()).toBe(before);

  await page.keyboard.press("Tab");
  await expect.poll(inText).toBe(true);
  await page.keyboard.press("Control+m");
  await expect(source.getByText("Tab leaves the text")).toBeHidden();
  await expect(source.getByText("Tab indents here")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect.poll(textNow).not.toBe(before);
  await expect.poll(inText).toBe(true);
});

test("in a graph Tab goes through the nodes as they are read, then through the lines, which keys pick", async ({
  signedIn: console,
  page,
}) => {
  await console.go("/flows/login");
  const stop = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  await page.getByRole("group", { name: /^Risk check, / }).focus();
  const reached = [await stop()];
  while (!reached.at(-1)!.startsWith("From ") && reached.length < 20) {
    await page.keyboard.press("Tab");
    reached.push(await stop());
  }
  const nodes = [
    "Risk check",
    "Second factor",
    "Profile gate",
    "Terms of service",
    "Welcome",
    "Claims and session",
  ];
  expect(reached.slice(0, -1).map((name) => name.split(",")[0])).toEqual(nodes);
  expect(reached.at(-1)).toMatch(/^From risk-check to second-factor/);
  const line = page.getByRole("group", { name: /^From risk-check to second-factor/ });
  await page.keyboard.press("Enter");
  await expect(line).toHaveAttribute("data-selected", "true");
  await page.keyboard.press("Escape");
  await expect(line).not.toHaveAttribute("data-selected", "true");
  // Its own way on: a node between the two.
  await page.keyboard.press("Tab");
  expect(await stop()).toMatch(/^Add a node between risk-check and/);
  await page.getByRole("group", { name: /^Risk check, / }).focus();
  await page.keyboard.press("Shift+Tab");
  expect(await stop()).not.toMatch(/^From /);
});
