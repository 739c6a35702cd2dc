import { expect, test } from "../fixtures.ts";

test("Try it remembers: a step opens its run, and Back is the same walk of the same visitor", async ({
  signedIn: console,
  page,
}) => {
  await console.go("/flows/login");
  await page.getByRole("button", { name: "Try it" }).click();
  const tryIt = page.getByRole("region", { name: "Try Login" });
  const steps = tryIt.getByRole("region", { name: "Steps" });
  await expect(steps.getByText("Risk check")).toBeVisible();
  // Another visitor than the first, on what is live.
  await tryIt.getByRole("combobox", { name: "Visitor" }).click();
  const visitor = page.getByRole("option").nth(1);
  const name = (await visitor.textContent()) ?? "";
  await visitor.click();
  await tryIt.getByText("Live", { exact: true }).click();
  await expect(steps.getByRole("link", { name: "Risk check" })).toBeVisible();
  await expect(tryIt.frameLocator("iframe").getByRole("heading").first()).toBeVisible();
  await page.waitForURL(/scripts=live.*walk=fls_|walk=fls_.*scripts=live/);
  const address = page.url();
  const shown = await tryIt.frameLocator("iframe").getByRole("heading").first().textContent();

  await steps.getByRole("link", { name: "Risk check" }).click();
  await expect(page.getByRole("region", { name: "Execution", exact: true })).toBeVisible();
  await page.goBack();
  for (const again of ["back", "reload"]) {
    await expect(tryIt.getByRole("combobox", { name: "Visitor" }), again).toHaveValue(name);
    await expect(tryIt.getByRole("radio", { name: "Live" }), again).toBeChecked();
    await expect(steps.getByRole("link", { name: "Risk check" }), again).toHaveCount(1);
    await expect(tryIt.frameLocator("iframe").getByRole("heading").first(), again).toHaveText(shown ?? "");
    expect(page.url(), again).toBe(address);
    await page.reload();
  }
});

test("the chosen sample survives a reload", async ({ signedIn: console, page }) => {
  await console.openScript("login/risk-check");
  const sample = page.getByRole("combobox", { name: "Sample" });
  await expect(sample).not.toHaveValue("");
  await sample.click();
  const other = page.getByRole("option").nth(1);
  const name = (await other.textContent()) ?? "";
  await other.click();
  await expect(sample).toHaveValue(name);
  // The address names it once its input has come.
  await page.waitForURL(/sample=smp_/);
  await page.reload();
  await expect(sample).toHaveValue(name);
  // By way of another script, too.
  await page.getByRole("treeitem", { name: /^second-factor/ }).click();
  await page.waitForURL(/second-factor/);
  await page.getByRole("treeitem", { name: /^risk-check/ }).click();
  await expect(sample).toHaveValue(name);
  await page.waitForURL(/sample=smp_/);
  await page.reload();
  await expect(sample).toHaveValue(name);
});

test("Run right after a choice runs what was chosen, however long it is on its way", async ({
  signedIn: console,
  page,
}) => {
  await console.openScript("login/risk-check");
  const sample = page.getByRole("combobox", { name: "Sample" });
  await expect(sample).not.toHaveValue("");
  await page.route("**/api/trpc/*samples.get**", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await route.continue();
  });
  await sample.click();
  await page.getByRole("option", { name: "New device" }).click();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(console.result.getByText('"riskScore"').first()).toBeVisible();
  await console.panel("Console");
  await expect(page.getByText("risk 25").filter({ visible: true })).toBeVisible();
  await expect(page.getByText("risk 0").filter({ visible: true })).toHaveCount(0);
});
