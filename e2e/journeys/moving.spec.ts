import { expectAccessible } from "../accessibility.ts";
import { ConsolePage } from "../console-page.ts";
import { alone, expect } from "../fixtures.ts";

/** Each live text is checked before the plan is shown: seconds, on a busy machine many. */
const planned = { timeout: 120_000 };

alone(
  "an admin exports a realm, sees what it would change in another one, and imports it",
  async ({ signedIn: console, page, server }) => {
    await console.go("/settings/realms?new=true");
    const form = page.getByRole("dialog", { name: "New realm" });
    await form.getByRole("textbox", { name: "Title" }).fill("Staging");
    await form.getByRole("radio", { name: "Nothing of its own" }).click();
    await form.getByRole("button", { name: "Make realm" }).click();
    await page.waitForURL(/\/r\/staging$/);

    await console.go("/settings/realms");
    const act = async (realm: string, item: string) => {
      await page.getByRole("button", { name: `Actions for ${realm}`, exact: true }).click();
      await page.getByRole("menuitem", { name: item }).click();
    };
    await act("acme", "Export…");
    const what = page.getByRole("dialog", { name: /^Export / });
    await expectAccessible(page, "what is exported");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      what.getByRole("button", { name: /^Export / }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("acme.zip");
    const archive = await download.path();

    await act("staging", "Import…");
    const dialog = page.getByRole("dialog", { name: "Import into Staging" });
    await dialog.locator('input[type="file"]').setInputFiles(archive);
    const plan = dialog.getByRole("table", { name: "Plan" });
    const node = plan.getByRole("row", { name: /scripts\/login\/risk-check/ });
    await expect(node).toBeVisible(planned);
    await expect(node.getByText("New", { exact: true })).toBeVisible();
    await node.getByRole("button", { name: "scripts/login/risk-check" }).click();
    await expect(dialog.getByText("Draft", { exact: true })).toBeVisible(planned);
    await expectAccessible(page, "the plan of an import");
    await dialog.getByRole("textbox", { name: "Note" }).fill("From the demo");
    await dialog.getByRole("button", { name: /^Write \d+ to Staging$/ }).click();
    await expect(page.getByText(/\d+ written to Staging\./)).toBeVisible(planned);

    // What was written is there, and a second look finds nothing to write.
    await act("staging", "Import…");
    await dialog.locator('input[type="file"]').setInputFiles(archive);
    await expect(dialog.getByRole("button", { name: "Nothing to write" })).toBeVisible(planned);
    await page.keyboard.press("Escape");
    const staging = new ConsolePage(page, server, "staging");
    await staging.openScript("login/risk-check");
    await staging.go("/flows");
    await expect(page.getByRole("link", { name: /login/i }).first()).toBeVisible();
  },
);
