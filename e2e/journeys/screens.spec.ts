import { expect, expectAccessible, expectContrast, test } from "../fixtures.ts";

const screens = [
  ["overview", ""],
  ["flows", "/flows"],
  ["flow", "/flows/login"],
  ["scripts", "/scripts"],
  ["editor", "/scripts/login/risk-check"],
  ["editor-docs", "/scripts/login/risk-check?tab=docs"],
  ["editor-settings", "/scripts/login/risk-check?tab=settings"],
  ["editor-versions", "/scripts/login/risk-check?tab=versions"],
  ["editor-version", "/scripts/login/risk-check?version=1&line=7"],
  ["sources", "/sources"],
  ["sources-script", "/sources?open=login%2Fterms"],
  ["executions", "/executions"],
  ["errors", "/errors"],
  ["triggers", "/triggers"],
  ["triggers-new", "/triggers?new=http"],
  ["host-api", "/host-api"],
  ["settings-profile", "/settings/profile"],
  ["settings-members", "/settings/members"],
  ["settings-tokens", "/settings/tokens"],
  ["settings-realm", "/settings/realm"],
  ["settings-security", "/settings/security"],
  ["not-found", "/no/such/page"],
  // The realm of messages and defaults, where nothing is published.
  ["arena-sources", "/sources", "arena"],
  ["arena-editor", "/scripts/wargame/hit_simulator", "arena"],
  ["arena-executions", "/executions", "arena"],
  ["arena-triggers", "/triggers", "arena"],
  ["arena-host-api", "/host-api", "arena"],
] as const;

test("every screen is accessible and looks right, in light and dark", async ({ signedIn: console, page }) => {
  test.setTimeout(900_000);
  await page.emulateMedia({ colorScheme: "light" });
  // Something to look at in the lists: runs that went well, and one that failed.
  await console.openScript("login/risk-check");
  await console.run();
  await console.openScript("login/terms");
  await console.replaceText(
    "login/terms",
    'export function onExecute(context: LoginContext): FlowResult {\n  throw new Error("broken on purpose");\n}\n',
  );
  await console.expectSaved();
  await console.run();
  const { url } = console.server;
  await page.goto(`${url}/f/acme/login`);
  const battle = { battle: "b-1", attacker: "red-1", target: "blue-1", weapon: "rifle" };
  await page.request.post(`${url}/hooks/arena/battle`, { data: battle });

  for (const [name, path, realm = "acme"] of screens) {
    await page.emulateMedia({ colorScheme: "light" });
    await page.goto(`${url}/r/${realm}${path}`);
    if (/^(arena-)?editor/.test(name)) await page.locator(".view-line").first().waitFor({ timeout: 90_000 });
    await page.waitForLoadState("networkidle").catch(() => undefined);
    await expect(page.locator("main")).toBeVisible();
    if (name === "editor") await console.run();
    // Transitions end.
    await page.waitForTimeout(400);
    await page.screenshot({ path: `test-results/screens/${name}-light.png` });
    await expectAccessible(page, `${name}, light`);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForTimeout(400);
    await page.screenshot({ path: `test-results/screens/${name}-dark.png` });
    await expectContrast(page, `${name}, dark`);
  }
});
