import { expect, test } from "@playwright/test";
import { expectAccessible } from "../accessibility.ts";
import { ConsolePage } from "../console-page.ts";
import { OwnProduct } from "../own-product.ts";
import { admin } from "../server.ts";

const host = "hosts/shop/host.ts";
const script = "orders/review";

const cents = `{
      name: "money.cents",
      kind: "host",
      description: "An amount in cents.",
      params: [{ name: "amount", description: "In whole units.", schema: z.number() }],
      result: z.int(),
      example: "const cents = money.cents(1.5); // 150",
      capability: "money",
      levels: ["safe", "production", "development"],
      run: ([amount]) => Math.round(Number(amount) * 100),
    },
    {
      /**
       * An effect is noted`;

const text = `export const onOrder: ScriptyardHooks["onOrder"] = ({ total }) => {
  return money.cents(total) > 150 ? { verdict: "accept" } : { verdict: "refuse", reason: "Too small" };
};
`;

test("whoever edits a host while the server runs sees editors typed anew, what is wrong, and what no longer fits", async ({
  page,
}) => {
  await using product = await OwnProduct.start("--watch");
  const console = new ConsolePage(page, product, "shop");
  await console.go(`/scripts/${script}`);
  await page.getByRole("textbox", { name: "E-mail" }).fill(admin.email);
  await page.getByRole("textbox", { name: "Password" }).fill(admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await console.code(script).locator(".view-line").first().waitFor({ timeout: 90_000 });

  // A function that is not there yet.
  await console.replaceText(script, text);
  await console.expectSaved();
  await console.panel("Problems");
  const problems = page.getByRole("list", { name: "Problems" });
  await expect(problems.getByText(/cents/).first()).toBeVisible();

  // A definition that is wrong is told with its place; what there was goes on.
  product.edit(host, 'kind: "effect"', 'kind: "efect"');
  await expect(page.getByText("A change of the host is not used")).toBeVisible();
  await expect(page.getByText(/hosts\[0\] \.\/hosts\/shop/).first()).toBeVisible();
  await expect.poll(() => product.output).toContain("The server goes on with what it had");
  expect((await fetch(`${product.url}/readyz`)).ok).toBe(true);

  // The open editor knows what the mended one brings.
  product.edit(host, 'kind: "efect"', 'kind: "effect"');
  product.edit(host, "{\n      /**\n       * An effect is noted", cents);
  await expect.poll(() => product.output).toContain("Hosts were loaded anew");
  await expect(problems.getByText(/cents/)).toHaveCount(0);
  await expect(console.code(script).locator(".squiggly-error")).toHaveCount(0);
  await console.publish(1, "orders", "Small orders wait");
  await console.run();

  // Taken away again, it is missing to what was published with it.
  product.edit(host, "money.cents", "money.hundredths");
  const told = page.getByText(/v1 does not fit the host any more/);
  await expect(told).toBeVisible();
  await expect(page.getByRole("treeitem", { name: /^review, .*does not fit its host/ })).toBeVisible();
  await console.panel("Problems");
  await expect(problems.getByText(/cents/).first()).toBeVisible();
  await page.screenshot({ path: "test-results/screens/host-misfit.png" });
  await expectAccessible(page, "a script that does not fit");
  await page.getByRole("link", { name: "Overview" }).first().click();
  await expect(page.getByText("1 script no longer fits the host.")).toBeVisible();
  await page.getByRole("link", { name: script }).first().click();

  await console.replaceText(script, text.replace("money.cents", "money.hundredths"));
  await console.publish(2, "orders", "As the host calls it now");
  await expect(told).toHaveCount(0);
  expect(product.output).not.toContain("starting anew");
});
