import { expect, type Page, test } from "@playwright/test";
import { productCalls } from "../api.ts";
import { ConsolePage } from "../console-page.ts";
import { card, drawTo } from "../designer.ts";
import { OwnProduct } from "../own-product.ts";
import { admin } from "../server.ts";

const script = "orders/review";

/** As somebody writes it who has seen the types of `host.ts`. */
const asking = `/** Lets every order through, and asks somebody about large first ones. */
export const onOrder: ScriptyardHooks["onOrder"] = ({ customer, total }, answer) => {
  if (customer.orders > 0 || total <= 1_000) return { verdict: "accept" };
  if (answer === null)
    return {
      verdict: "ask",
      page: { parts: [{ type: "field", name: "why", kind: "text", label: "Why is it fine?" }] },
    };
  orders.flag(String(answer.why));
  return { verdict: "accept" };
};
`;

const order = { id: "o-1", customer: { email: "ada@example.com", orders: 0 }, total: 2000 };

test("the host that init makes has flows: one is drawn by hand in a realm of one's own, published, and walked by the product", async ({
  page,
}) => {
  await using product = await OwnProduct.start();
  const console = new ConsolePage(page, product, "market");
  await page.goto(`${product.url}/r/shop/settings/realms`);
  await page.getByRole("textbox", { name: "E-mail" }).fill(admin.email);
  await page.getByRole("textbox", { name: "Password" }).fill(admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "New realm" }).click();
  const realm = page.getByRole("dialog", { name: "New realm" });
  await realm.getByRole("textbox", { name: "Title" }).fill("Market");
  await realm.getByRole("button", { name: "Make realm" }).click();
  await page.waitForURL(/\/r\/market$/);

  await console.go("/flows");
  await page.getByRole("button", { name: "New flow" }).first().click();
  const making = page.getByRole("dialog", { name: "New flow" });
  await making.getByRole("textbox", { name: "Title" }).fill("Orders");
  await making.getByRole("button", { name: "Make flow" }).click();
  await page.waitForURL(/\/flows\/orders/);
  // The script that the host came with decides at the flow's node.
  await page.getByRole("button", { name: "Add the first node" }).click();
  const adding = page.getByRole("dialog", { name: "Add a node" });
  await expect(adding.getByRole("radio", { name: "Review" })).toBeChecked();
  await adding.getByRole("combobox", { name: "Script" }).click();
  await page.getByRole("option", { name: "review" }).click();
  await expect(adding.getByRole("textbox", { name: "Title" })).toHaveValue("Review");
  await adding.getByRole("button", { name: "Add node" }).click();
  await expect(adding).toBeHidden();
  await page.keyboard.press("Escape");
  await drawTo(page, card(page, "Review"), page.locator(".react-flow__node-end"));
  const edge = page.getByRole("dialog", { name: "Draw an edge" });
  await edge.getByRole("button", { name: "Draw edge" }).click();
  // The keys are the dialog's while it closes, and "Draft saved" may still be said of the node.
  await expect(edge).toBeHidden();
  await expect(page.getByRole("img", { name: "From review to the end" })).toBeAttached();
  await expect(page.getByText("Draft saved")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Shift+P");
  const panel = page.getByRole("region", { name: "Publish Orders" });
  await panel.getByRole("textbox", { name: "Note" }).fill("One step");
  await panel.getByRole("button", { name: "Publish version 1" }).click();
  await expect(page.getByText("Live v1")).toBeVisible();
  await page.screenshot({ path: "test-results/screens/own-flow.png" });

  const post = productCalls(product, await tokenOf(page));
  const begin = () => post("realms/market/flows/orders/sessions", { context: { order } });
  expect(await begin()).toMatchObject({ action: "done", flags: ["First order, and 2000 at once"] });

  await console.openScript(script);
  await console.replaceText(script, asking);
  await expect(console.code(script).locator(".squiggly-error")).toHaveCount(0);
  await console.publish(1, "orders", "Somebody looks at large first orders");
  const asked = await begin();
  expect(asked).toMatchObject({ action: "challenge", block: { parts: [{ label: "Why is it fine?" }] } });
  const { sessionId, secret } = asked as { sessionId: string; secret: string };
  const done = await post(`sessions/${sessionId}`, { secret, form: { why: "I know her" } });
  expect(done).toMatchObject({ action: "done", flags: ["I know her"] });
});

/** A token that the console made, for the product to call with. */
function tokenOf(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const answer = await fetch("/api/trpc/tokens.create", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ name: "product", realm: "market", scopes: ["flows"], expiresInDays: 1 }),
    });
    return ((await answer.json()) as { result: { data: { token: string } } }).result.data.token;
  });
}
