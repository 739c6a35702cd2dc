import { expectAccessible, expectContrast } from "../accessibility.ts";
import { expect, test } from "../fixtures.ts";

test("an end user walks the login without any script of ours in the page", async ({ browser, server }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${server.url}/f/acme/registration`);
  await expect(page.getByRole("heading").first()).toBeVisible();
  expect(await page.locator("script").count()).toBe(0);

  // A wrong value comes back at its field.
  await page.getByLabel("Name").fill("Some One");
  await page.getByLabel(/e-?mail/i).fill("someone@mailinator.com");
  for (const field of await page.locator('input[type="password"]').all())
    await field.fill("a-long-enough-Passw0rd!");
  await page.getByRole("button").first().click();
  const email = page.getByLabel(/e-?mail/i);
  await expect(email).toHaveAttribute("aria-invalid", "true");
  await expect(email).toHaveAttribute("aria-describedby", /.+/);
  await context.close();
});

test("the end user's page is accessible", async ({ page, server }) => {
  for (const flow of ["login", "registration", "password-reset"]) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(`${server.url}/f/acme/${flow}`);
    await expectAccessible(page, `/f/acme/${flow}, light`);
    await page.screenshot({ path: `test-results/screens/flow-page-${flow}-light.png` });
    await page.emulateMedia({ colorScheme: "dark" });
    await expectContrast(page, `/f/acme/${flow}, dark`);
    await page.screenshot({ path: `test-results/screens/flow-page-${flow}-dark.png` });
  }
});
