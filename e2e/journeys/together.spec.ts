import { randomUUID } from "node:crypto";
import type { BrowserContext, Page } from "@playwright/test";
import { expectAccessible, expectContrast } from "../accessibility.ts";
import { ConsolePage } from "../console-page.ts";
import { alone, expect, test } from "../fixtures.ts";
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

/** Artur, an author, in a browser of his own; another person each time. */
async function artur(admin: Page, elsewhere: BrowserContext, server: TestServer): Promise<ConsolePage> {
  const member = { email: `artur-${randomUUID()}@acme.example`, name: "Artur Author", role: "author" };
  const invited = await admin.request.post(`${server.url}/api/trpc/users.invite`, { data: member });
  expect(invited.ok(), await invited.text()).toBe(true);
  const { link } = (await invited.json()).result.data as { link: string };
  const page = await elsewhere.newPage();
  const redeemed = await page.request.post(`${server.url}/api/trpc/session.redeem`, {
    data: { token: link.split("token=")[1], password: "a long enough password" },
  });
  expect(redeemed.ok(), await redeemed.text()).toBe(true);
  return new ConsolePage(page, server);
}

/** Texts of the editor's header that are not there in whole. */
const cutOff = (page: Page): Promise<string[]> =>
  page
    .getByRole("region", { name: `Script ${script}` })
    .locator("header")
    .first()
    .evaluate((header) =>
      [header, ...header.querySelectorAll("*")]
        .filter(
          (one) => getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1,
        )
        .filter((one) => one.clientWidth > 1)
        .map((one) => one.textContent ?? ""),
    );

test("the draft's history says who changed what, and brings a text back", async ({
  signedIn: console,
  page,
  elsewhere,
  server,
}) => {
  const his = await artur(page, elsewhere, server);
  await console.openScript(script, "?tab=versions");
  await console.replaceText(script, text);
  await console.expectSaved();
  await his.openScript(script);
  await his.append(script, "// by Artur\n");
  await his.expectSaved();
  const history = page.getByRole("list", { name: "Draft history, newest first" });
  await expect(history.getByRole("listitem").first()).toHaveText(/^Artur Author.*now\+1 −0$/);
  await page.screenshot({ path: "test-results/screens/draft-history.png" });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: "test-results/screens/draft-history-dark.png" });
  await expectContrast(page, "the draft's history, dark");
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page, "the draft's history");
  // Older ones are of other journeys.
  const mine = history.getByRole("button", { name: /by You$/ }).first();
  await mine.click();
  await page.getByRole("menuitem", { name: "Compare with the draft" }).click();
  await expect(page.getByText("// by Artur").first()).toBeVisible();
  await page.screenshot({ path: "test-results/screens/draft-history-compare.png" });
  await mine.click();
  await page.getByRole("menuitem", { name: "Restore this text" }).click();
  await expect(his.code(script).getByText("// by Artur")).toBeHidden();
  await expect(history.getByRole("listitem").first()).toHaveText(/^You.*Restored the text of/);
});

alone(
  "whose edits a discard takes and a publish ships is said before, and they are told",
  async ({ signedIn: console, page, elsewhere, server }) => {
    const his = await artur(page, elsewhere, server);
    await his.openScript(script);
    await his.append(script, "// one by Artur\n// two by Artur\n");
    await his.expectSaved();
    await console.openScript(script);
    await console.append(script, "// by me\n");
    await console.expectSaved();

    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Discard changes…" }).click();
    const asked = page.getByRole("dialog", { name: "Go back to live v1?" });
    await expect(asked.getByText(/3 changes, 2 by Artur Author; they will be told/)).toBeVisible();
    await page.screenshot({ path: "test-results/screens/discard-names.png" });
    await asked.getByRole("button", { name: "Discard 3 changes" }).click();
    await expect(page.getByRole("button", { name: "Bring back 3 changes, 2 by Artur Author" })).toBeVisible();

    const told = his.page.getByRole("status").filter({ hasText: "put the draft back to v1" });
    await expect(told).toBeVisible();
    await expect(his.page.getByRole("img", { name: "Also here: Admin is editing" })).toBeVisible();
    await his.page.screenshot({ path: "test-results/screens/told-of-discard.png" });
    await expectAccessible(his.page, "an editor told of a discard");
    await told.getByRole("button", { name: "Restore my text" }).click();
    await expect(console.code(script).getByText("// two by Artur")).toBeVisible();
    await console.expectSaved();

    await console.status(/Live v1, 3 changes/).hover();
    await expect(page.getByRole("tooltip").getByText(/Changed by Artur Author, /)).toBeVisible();
    const sheet = await console.openPublishSheet();
    await sheet.getByLabel("Note").fill("Both");
    await expect(sheet.getByText(/Contains edits by Artur Author \(2 lines\)/)).toBeVisible();
    const publish = sheet.getByRole("button", { name: /^Publish v2/ });
    await expect(publish).toBeDisabled();
    await expectAccessible(page, "a publish sheet with edits by others");
    await page.screenshot({ path: "test-results/screens/publish-others.png" });
    await page.emulateMedia({ colorScheme: "dark" });
    await expectContrast(page, "the same sheet, dark");
    await page.screenshot({ path: "test-results/screens/publish-others-dark.png" });
    await sheet.getByRole("checkbox", { name: /I have read them/ }).check();
    await publish.click();
    await expect(his.page.getByText(/published v2 with your edits/)).toBeVisible();
  },
);

test("two who type at once: different lines are merged, the same line is asked for, and nobody's is lost", async ({
  signedIn: console,
  page,
  elsewhere,
  server,
}) => {
  const his = await artur(page, elsewhere, server);
  await console.openScript(script);
  await console.replaceText(script, text);
  await console.expectSaved();
  await his.openScript(script);
  await expect(his.code(script).getByText("// three")).toBeVisible();
  const offline = (on: boolean) =>
    on
      ? his.page.route("**/api/trpc/*drafts.save**", (route) => route.abort())
      : his.page.unroute("**/api/trpc/*drafts.save**");

  await offline(true);
  await his.append(script, "// last, by Artur");
  await console.code(script).getByText("// one").click();
  await page.keyboard.press("End");
  await page.keyboard.type(" by me");
  await console.expectSaved();
  await offline(false);
  await expect(console.code(script).getByText("// last, by Artur")).toBeVisible();
  await expect(his.code(script).getByText("// one by me")).toBeVisible();
  await expect(his.page.getByText(/Admin is changing login\/terms too/)).toBeVisible();
  await his.expectSaved();

  await offline(true);
  await his.append(script, ", again");
  await console.append(script, ", mine too");
  await console.expectSaved();
  await offline(false);
  // The text stays in front until somebody wants to decide: who types goes on typing.
  await expect(
    his.page.getByText(/^Your changes are not saved\. Admin changed the same lines/),
  ).toBeVisible();
  for (const width of [800, 1_280, 1_440]) {
    await his.page.setViewportSize({ width, height: 900 });
    await expect(his.page.getByRole("status").filter({ hasText: /^Not saved$/ })).toBeVisible();
    expect(await cutOff(his.page), `cut off in the header at ${width} px`).toEqual([]);
    await his.page.screenshot({ path: `test-results/screens/conflict-header-${width}.png` });
  }
  await his.append(script, " and more");
  await his.page.getByRole("button", { name: "Decide…" }).click();
  await expect(his.page.getByRole("heading", { name: /^Admin saved first/ })).toBeVisible();
  await his.page.screenshot({ path: "test-results/screens/conflict.png" });
  await expectAccessible(his.page, "a conflict");
  await his.page.emulateMedia({ colorScheme: "dark" });
  await expectContrast(his.page, "a conflict, dark");
  await his.page.screenshot({ path: "test-results/screens/conflict-dark.png" });
  await his.page.getByText("Both", { exact: true }).click();
  await his.page.getByRole("button", { name: "Save this text" }).click();
  await his.expectSaved();
  await expect(console.code(script).getByText("// last, by Artur, mine too")).toBeVisible();
  await expect(console.code(script).getByText("// last, by Artur, again and more")).toBeVisible();
});
