import { expectAccessible } from "../accessibility.ts";
import { expect, test } from "../fixtures.ts";

test("a lost invitation is renewed, and a trial opens in the console's frame alone", async ({
  signedIn,
  page,
  elsewhere,
}) => {
  await signedIn.go("/settings/members");
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("Grace");
  await page.getByRole("textbox", { name: "E-mail" }).fill("grace@acme.example");
  await page.getByRole("button", { name: "Make an invite link" }).click();
  const lost = await page.getByLabel("Invite link").textContent();
  await page.getByRole("button", { name: "Done" }).click();

  await page.getByRole("button", { name: "Actions for grace@acme.example" }).click();
  await page.getByRole("menuitem", { name: "Invite again" }).click();
  const dialog = page.getByRole("dialog");
  await expectAccessible(page, "renew an invitation");
  await dialog.getByRole("button", { name: "Invite again" }).click();
  const link = await dialog.getByLabel("One-time link").textContent();
  expect(link).not.toBe(lost);
  await dialog.getByRole("button", { name: "Done" }).click();

  const grace = await elsewhere.newPage();
  await grace.goto(link!);
  await grace.getByRole("textbox", { name: "Password" }).fill("correct horse battery staple");
  await grace.locator('button[type="submit"]').click();
  await expect(grace.getByRole("button", { name: /^Grace, account/ })).toBeVisible();

  // The frame's address opens once, there: the browser says that the console asked.
  const opened = page.waitForRequest((request) => /\/f\/acme\/login\/s\/fls_\w+\?k=/.test(request.url()));
  await signedIn.go("/flows/login");
  await page.getByRole("button", { name: "Try it" }).click();
  const address = (await opened).url();
  const frame = page.getByRole("region", { name: /^Try / }).frameLocator("iframe");
  await expect(frame.getByText("Draft", { exact: true })).toBeVisible();
  await grace.goto(address);
  await expect(grace.getByRole("heading", { name: /Not from here|This session has ended/ })).toBeVisible();
});
