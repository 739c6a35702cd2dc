import type { Page, Request } from "@playwright/test";
import { expectAccessible, expectContrast } from "../accessibility.ts";
import { alone, expect } from "../fixtures.ts";

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
  ["http-api", "/api?operation=publishMessage"],
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

alone(
  "every screen is accessible and looks right, in light and dark",
  async ({ signedIn: console, page }) => {
    const requests = watchRequests(page);
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

    let shown: string = "";
    for (const [name, path, realm = "acme"] of screens) {
      await page.emulateMedia({ colorScheme: "light" });
      const address = `/r/${realm}${path}`;
      // A realm is opened by its address, its pages as a link opens them: the frame and the editor's code stay.
      if (realm === shown) await page.evaluate((to) => history.pushState(null, "", to), address);
      else await page.goto(`${url}${address}`);
      shown = realm;
      await expect(page.locator("main")).toBeVisible();
      if (/^(arena-)?editor/.test(name)) await page.locator(".view-line").first().waitFor();
      if (name === "editor") await console.run();
      await requests.settled();
      await page.screenshot({ path: `test-results/screens/${name}-light.png` });
      await expectAccessible(page, `${name}, light`);
      await page.emulateMedia({ colorScheme: "dark" });
      await requests.settled();
      await page.screenshot({ path: `test-results/screens/${name}-dark.png` });
      await expectContrast(page, `${name}, dark`);
    }
  },
);

/** Tells when a page has all it asked for and shows it. Follows requests from here on. */
function watchRequests(page: Page): { settled(): Promise<void> } {
  const open = new Set<Request>();
  page.on("request", (request) => {
    // A live stream never ends; of a worker's script the end is not told where the worker has ended.
    const isEndless = request.resourceType() === "eventsource" || /\.worker-[^/]+$/.test(request.url());
    if (!isEndless) open.add(request);
  });
  // The end of what a page asked for that is gone is not always told.
  page.on("framenavigated", (frame) => frame === page.mainFrame() && open.clear());
  for (const end of ["requestfinished", "requestfailed"] as const)
    page.on(end as "requestfinished", (request) => open.delete(request));
  return {
    async settled() {
      do {
        await expect.poll(() => [...open].map((request) => request.url())).toEqual([]);
        await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
        // What came is drawn, and what drawing it asked for is asked for.
        await page.evaluate(async () => {
          await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
          await new Promise((idle) => requestIdleCallback(idle));
          // What turns for ever is no change on its way.
          const moving = document
            .getAnimations()
            .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
          await Promise.allSettled(moving.map((animation) => animation.finished));
        });
      } while (open.size > 0);
    },
  };
}
