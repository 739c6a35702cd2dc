import type { Browser, Page } from "@playwright/test";
import { ConsolePage } from "../console-page.ts";
import { expect, expectAccessible, test } from "../fixtures.ts";
import type { TestServer } from "../server.ts";

const script = "login/terms";

const text = `// one
// two
// three
export function onExecute(context: LoginContext): FlowResult {
  return { action: "continue" };
}
// end
`;

/** Artur, an author, in a browser of his own. */
async function artur(admin: Page, browser: Browser, server: TestServer): Promise<ConsolePage> {
  const member = { email: "artur@acme.example", name: "Artur Author", role: "author" };
  const invited = await admin.request.post(`${server.url}/api/trpc/users.invite`, { data: member });
  expect(invited.ok(), await invited.text()).toBe(true);
  const { link } = (await invited.json()).result.data as { link: string };
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const redeemed = await page.request.post(`${server.url}/api/trpc/session.redeem`, {
    data: { token: link.split("token=")[1], password: "a long enough password" },
  });
  expect(redeemed.ok(), await redeemed.text()).toBe(true);
  return new ConsolePage(page, server);
}

test("the draft's history says who changed what, and brings a text back", async ({
  signedIn: console,
  page,
  browser,
  server,
}) => {
  const his = await artur(page, browser, server);
  await console.openScript(script, "?tab=versions");
  await console.replaceText(script, text);
  await console.expectSaved();
  await his.openScript(script);
  await his.append(script, "// by Artur\n");
  await his.expectSaved();
  const history = page.getByRole("list", { name: "Draft history, newest first" });
  await expect(history.getByRole("listitem").first()).toHaveText(/^Artur Author.*now\+1 −0$/);
  await page.screenshot({ path: "test-results/screens/draft-history.png" });
  await expectAccessible(page, "the draft's history");
  await history.getByRole("button", { name: /by You$/ }).click();
  await page.getByRole("menuitem", { name: "Compare with the draft" }).click();
  await expect(page.getByText("// by Artur").first()).toBeVisible();
  await page.screenshot({ path: "test-results/screens/draft-history-compare.png" });
  await history.getByRole("button", { name: /by You$/ }).click();
  await page.getByRole("menuitem", { name: "Restore this text" }).click();
  await expect(his.code(script).getByText("// by Artur")).toBeHidden();
  await expect(history.getByRole("listitem").first()).toHaveText(/^You.*Restored the text of/);
  await his.page.context().close();
});
