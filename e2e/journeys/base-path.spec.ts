import { expect, test } from "../fixtures.ts";
import { admin, TestServer } from "../server.ts";

/** As behind a proxy that hands a part of its addresses on. */
const mounted = test.extend({
  server: async ({ seeded, ownPort }, use) => {
    await using server = await TestServer.start(seeded.data, ownPort, {
      SCRIPTYARD_BASE_PATH: "/admin/scripts",
    });
    await use(server);
  },
});

mounted("below a path of its host, everything of the console works", async ({ page, server }) => {
  const below = `http://127.0.0.1:${server.port}/admin/scripts`;
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));

  // Signing in leads back to the page that was asked for.
  await page.goto(`${below}/r/acme/scripts/login/risk-check`);
  await page.getByRole("textbox", { name: "E-mail" }).fill(admin.email);
  await page.getByRole("textbox", { name: "Password" }).fill(admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  const code = page.getByRole("region", { name: "Source of login/risk-check" });
  await code.locator(".view-line").first().waitFor({ timeout: 90_000 });
  expect(page.url()).toBe(`${below}/r/acme/scripts/login/risk-check`);

  // The sandbox answers, and Monaco's workers came.
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page.getByRole("region", { name: "Result of the run" })).toBeVisible();
  await expect.poll(() => asked.filter((url) => url.includes("ts.worker")).length).toBeGreaterThan(0);

  // A link, and a reload of where it led.
  await page.getByRole("link", { name: "Flows", exact: true }).first().click();
  await page.waitForURL(`${below}/r/acme/flows`);
  await page.reload();
  await page.goto(`${below}/r/acme/flows/login`);

  // The end-user page in its frame, with its own style and cookies; its steps come by the stream of events.
  const tryIt = page.getByRole("region", { name: "Try Login" });
  await page.getByRole("button", { name: "Try it" }).click();
  await expect(tryIt.frameLocator("iframe").getByRole("heading").first()).toBeVisible();
  await expect(tryIt.getByRole("region", { name: "Steps" }).getByText("Risk check")).toBeVisible();

  // What people copy says where the server is.
  await page.goto(`${below}/r/acme/api?operation=listRealms`);
  await expect(page.getByText(`${below}/api/v1/realms`).first()).toBeVisible();

  // Nothing was asked for elsewhere, and nothing is there.
  const elsewhere = asked.filter((url) => !url.startsWith(below) && /^https?:/.test(url));
  expect(elsewhere).toEqual([]);
  const outside = await page.request.get(`http://127.0.0.1:${server.port}/r/acme`);
  expect(outside.status()).toBe(404);
  const cookies = await page.context().cookies(below);
  expect(cookies.find(({ name }) => name.startsWith("scriptyard_session"))?.path).toBe("/admin/scripts");
});
