import { expectAccessible } from "../accessibility.ts";
import { ConsolePage } from "../console-page.ts";
import { alone, expect } from "../fixtures.ts";

alone(
  "an admin makes a realm, publishes in it, archives it, takes it back, deletes it and takes it back once more",
  async ({ signedIn: console, page, server }) => {
    await console.go("/settings/realms");
    await page.getByRole("button", { name: "New realm" }).click();
    const form = page.getByRole("dialog", { name: "New realm" });
    await form.getByRole("textbox", { name: "Title" }).fill("Shop");
    await expect(form.getByRole("textbox", { name: "Name" })).toHaveValue("shop");
    await expectAccessible(page, "the new realm's form");
    await form.getByRole("button", { name: "Make realm" }).click();
    await page.waitForURL(/\/r\/shop$/);

    const shop = new ConsolePage(page, server, "shop");
    await shop.openScript("login/terms");
    await shop.replaceText(
      "login/terms",
      'export function onExecute(context: LoginContext): FlowResult {\n  return { action: "continue" };\n}\n',
    );
    await shop.publish(1, "login", "Terms of the shop");

    await shop.go("/settings/realm");
    await page.getByRole("button", { name: "Archive…" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Archive Shop" }).click();
    await expect(page.getByText(/^This realm is archived/)).toBeVisible();
    await expectAccessible(page, "an archived realm");
    await shop.openScript("login/terms");
    await expect(shop.status("Read-only")).toBeVisible();

    await page.getByRole("link", { name: "Open realms" }).click();
    const act = async (item: string) => {
      await page.getByRole("button", { name: "Actions for shop" }).click();
      await page.getByRole("menuitem", { name: item }).click();
    };
    await act("Take it back");
    await expect(page.getByText(/^This realm is archived/)).toBeHidden();

    await act("Delete…");
    const ask = page.getByRole("dialog", { name: "Delete Shop?" });
    await ask.getByRole("textbox").fill("shop");
    await ask.getByRole("button", { name: "Delete Shop" }).click();
    await expect(page.getByText(/^This realm is deleted and goes for good on/)).toBeVisible();
    await act("Take it back");
    await expect(page.getByText(/^This realm is deleted/)).toBeHidden();

    await shop.go("/settings/security");
    await expect(
      page.getByRole("table", { name: "Security events" }).getByText("Realm changed").first(),
    ).toBeVisible();
  },
);
