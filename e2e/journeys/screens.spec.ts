import { expectAccessible, expectContrast } from "../accessibility.ts";
import { alone, expect, test } from "../fixtures.ts";
import { fillRealms } from "../screens/filled.ts";
import { screens } from "../screens/list/all.ts";
import { unshownOpeners } from "../screens/openers.ts";
import { pageInFront, pagesOf, unseen } from "../screens/pages.ts";
import { addressOf, arrived } from "../screens/screen.ts";
import { watchRequests } from "../settled.ts";

test("what opens over a page or beside it has a picture, as pages have", () => {
  expect(unshownOpeners(screens)).toEqual([]);
});

alone(
  "every page is accessible, in light and dark, and has a picture",
  async ({ signedIn, page, seeded }) => {
    const { server } = signedIn;
    const filled = await fillRealms(server, seeded);
    const requests = watchRequests(page);
    const seen = new Set<string>();
    let shown: string | undefined;
    // Twice some twenty-five pages, each read by axe: with neighbours on the machine that is minutes.
    alone.setTimeout(600_000);
    // What opens over a page or beside it, other widths and the empty realm are for `npm run screens`.
    for (const screen of screens) {
      if (screen.open || screen.stranger || screen.realm === "fresh") continue;
      if (addressOf(screen, filled).includes("?")) continue;
      const { name, realm = "acme" } = screen;
      await page.emulateMedia({ colorScheme: "light" });
      const address = addressOf(screen, filled);
      // A realm is opened by its address, its pages as a link opens them: the frame and the editor's code stay.
      if (realm === shown) await page.evaluate((to) => history.pushState(null, "", to), address);
      else await page.goto(`${server.url}${address}`);
      shown = realm;
      await arrived(page, screen);
      await requests.settled();
      seen.add(await pageInFront(page));
      await page.screenshot({ path: `test-results/screens/${name}-light.png` });
      await expectAccessible(page, `${name}, light`);
      await page.emulateMedia({ colorScheme: "dark" });
      await requests.settled();
      await page.screenshot({ path: `test-results/screens/${name}-dark.png` });
      await expectContrast(page, `${name}, dark`);
    }
    const ofStrangers = ["/sign-in", "/welcome"];
    expect(unseen(await pagesOf(page), new Set([...seen, ...ofStrangers]))).toEqual([]);
  },
);
