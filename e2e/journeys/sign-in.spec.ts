import { ConsolePage } from "../console-page.ts";
import { expect, test } from "../fixtures.ts";

test("sign-in is refused with a wrong password, and the page comes back to where one was", async ({
  page,
  server,
}) => {
  const console = new ConsolePage(page, server);
  await page.goto(`${server.url}/r/acme/errors`);
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.getByLabel("E-mail").fill("ada@acme.example");
  await page.getByRole("textbox", { name: "Password" }).fill("wrong");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("E-mail and password do not match an account")).toBeVisible();
  await page.getByRole("textbox", { name: "Password" }).fill("correct horse battery staple");
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/r\/acme\/errors/);

  // Signing out ends the session on the server too.
  const cookies = await page.context().cookies();
  await page.getByRole("button", { name: /account$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await page.context().addCookies(cookies);
  await console.go("/errors");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
});
