import { expect, type Page, test } from "@playwright/test";
import { expectAccessible, expectContrast } from "../accessibility.ts";
import { ConsolePage } from "../console-page.ts";
import { OwnProduct } from "../own-product.ts";
import { admin } from "../server.ts";

const script = "pricing/discount";

test("the console of one's own product opens on its example, and each first step ticks itself", async ({
  page,
}) => {
  await using product = await OwnProduct.start();
  const console = new ConsolePage(page, product, "shop");
  await page.goto(product.url);
  await page.getByRole("textbox", { name: "E-mail" }).fill(admin.email);
  await page.getByRole("textbox", { name: "Password" }).fill(admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(`**/r/shop/scripts/${script}`);
  await console.code(script).locator(".view-line").first().waitFor({ timeout: 90_000 });

  const steps = page.getByRole("region", { name: "First steps" });
  const next = steps.locator("[aria-current=step]");
  await expect(next).toContainText("Run it");
  await expectAccessible(page, "first steps");
  await page.screenshot({ path: "test-results/screens/first-steps.png" });
  await console.code(script).locator(".view-lines").click();
  await console.run();
  await expect(next).toContainText("Change it and publish");

  await console.replaceText(
    script,
    'export const onPrice: ScriptyardHooks["onPrice"] = (line) => {\n  if (line.quantity > 100) throw new Error("Too many");\n  return { price: line.listPrice };\n};\n',
  );
  await console.publish(1, "pricing", "One price for all");
  await expect(next).toContainText("Call it from your product");

  // The command is the very call: sent as it is shown, with a token.
  await steps.getByText("Show the command").click();
  const shown = (await steps.getByLabel("Command", { exact: true }).textContent()) ?? "";
  const address = /https?:\/\/[^\s']+/.exec(shown)?.[0] ?? "";
  const body = /(\{"args".*\})'/.exec(shown)?.[1] ?? "";
  const token = await tokenOf(page);
  const answer = await fetch(address, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body,
  });
  expect(await answer.json()).toMatchObject({ status: "ok", result: { price: 9.99 } });
  await expect(next).toContainText("Replay what happened");
  await page.emulateMedia({ colorScheme: "dark" });
  await expectContrast(page, "first steps in the dark");

  await page.getByRole("link", { name: "Executions" }).first().click();
  await page.reload();
  await expect(next).toContainText("Replay what happened");
});

/** A token for products, as the console makes one. */
async function tokenOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const answer = await fetch("/api/trpc/tokens.create", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "product", realm: "shop", scopes: ["execute"], expiresInDays: 1 }),
    });
    const { result } = (await answer.json()) as { result: { data: { token?: string; secret?: string } } };
    return result.data.token ?? result.data.secret ?? "";
  });
}
