import type { Page } from "@playwright/test";
import type { ConsolePage } from "../console-page.ts";
import { expect, test } from "../fixtures.ts";

const library = "shared/risk";
const user = "login/risk-check";
const other = "login/terms";

test("a library's export is offered before it is imported, and libraries inside the quotes of an import", async ({
  signedIn: console,
  page,
}) => {
  await console.openScript(other);
  const begun = "export function onExecute(context: LoginContext): FlowResult {\n  ";
  await console.replaceText(other, begun);
  await page.keyboard.type("riskSco");
  const suggestions = page.locator(".suggest-widget");
  await expect(suggestions.getByText("riskScore", { exact: true }).first()).toBeVisible();
  await page.screenshot({ path: "test-results/screens/auto-import.png" });
  await page.keyboard.press("Enter");
  await expect(console.code(other)).toContainText(`import { riskScore } from "${library}"`);

  await console.replaceText(other, "import { isWeekend } from ");
  await page.keyboard.type('"dat');
  await expect(suggestions.getByText("shared/dates", { exact: true }).first()).toBeVisible();
  await page.screenshot({ path: "test-results/screens/import-path.png" });
  await page.keyboard.press("Enter");
  await expect(console.code(other)).toContainText('from "shared/dates');
});

test("an export is looked for over scripts, renamed in all of them at once, and taken back", async ({
  signedIn: console,
  page,
}) => {
  await console.openScript(library, "?line=39");
  await expect(page.getByRole("button", { name: /^Used by \d+ scripts?$/ })).toBeVisible();
  await onName(console, page);
  await page.keyboard.press("Shift+F12");
  const found = page.getByRole("tabpanel", { name: "References" });
  await expect(found.getByRole("region", { name: user }).getByRole("button")).toHaveCount(2);
  await page.screenshot({ path: "test-results/screens/references.png" });

  await onName(console, page);
  await page.keyboard.press("F2");
  await page.locator(".rename-box input, .rename-input").first().fill("isUnusualCountry");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Rename isNewCountry to isUnusualCountry" });
  await expect(dialog.getByRole("region", { name: user })).toContainText("isUnusualCountry(context)");
  await expect(dialog).toContainText("publish");
  await page.screenshot({ path: "test-results/screens/rename.png" });
  await dialog.getByRole("button", { name: "Rename in 2 drafts" }).click();
  await expect(console.code(library)).toContainText("isUnusualCountry");
  const undo = page.getByRole("button", { name: "Undo in 2 drafts" });
  await expect(undo).toBeVisible();

  await found.getByRole("region", { name: user }).getByRole("button").first().click();
  await expect(console.code(user)).toContainText("isUnusualCountry");
  await undo.click();
  await expect(console.code(user)).toContainText("import { isNewCountry");
});

/** The cursor on the declaration's name. */
async function onName(console: ConsolePage, page: Page): Promise<void> {
  await console.code(library).getByText("isNewCountry").last().click();
  await page.keyboard.press("Home");
  // export function isNewCountry
  for (let n = 0; n < 18; n++) await page.keyboard.press("ArrowRight");
}

test("F2 where nothing can be renamed says so at the cursor, and asks for no name", async ({
  signedIn: console,
  page,
}) => {
  await console.openScript(library, "?line=39");
  await onName(console, page);
  const said = page.locator(".monaco-editor-overlaymessage");
  const field = page.locator(".rename-box input, .rename-input").first();
  // export
  await page.keyboard.press("Home");
  // Where the worker that knows it is not there yet, the field opens as it always did.
  await expect(async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("F2");
    await expect(said).toHaveText(/Nothing can be renamed here: export is no name/, { timeout: 3_000 });
  }).toPass();
  await page.screenshot({ path: "test-results/screens/rename-nothing.png" });
  await expect(field).toBeHidden();
});

test("where things are used stands beside them", async ({ signedIn: console, page }) => {
  await console.go("/flows/login?node=second-factor");
  const sheet = page.getByRole("region", { name: "Node Second factor" });
  await expect(sheet.getByRole("list", { name: "Used by" }).getByRole("link").first()).toBeVisible();

  await console.go("/settings/realm");
  const setting = page.getByRole("combobox", { name: "Where is a setting used?" });
  await setting.fill("challengeAt");
  await page.getByRole("option", { name: "risk.challengeAt" }).click();
  await page
    .getByRole("region", { name: "Where settings are used" })
    .getByRole("link", { name: /login\/risk-check/ })
    .click();
  await expect(console.code(user)).toBeVisible();
});
