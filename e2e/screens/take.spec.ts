import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { violationsOf } from "../accessibility.ts";
import { appearance, firstPage } from "../browser.ts";
import { ConsolePage } from "../console-page.ts";
import { FirstStart } from "../first-start.ts";
import { TestServer } from "../server.ts";
import { watchRequests } from "../settled.ts";
import { folder, type Picture, writeContactSheet } from "./contact-sheet.ts";
import { type Filled, fillRealms } from "./filled.ts";
import { screens } from "./list/all.ts";
import { shownBy } from "./openers.ts";
import { pageInFront, pagesOf, unseen } from "./pages.ts";
import { addressOf, arrived, type Screen } from "./screen.ts";

const only = words(process.env.SCREENS_ONLY);
const widths = words(process.env.SCREENS_WIDTHS ?? "800,1280,1440,1920").map(Number);
const themes = words(process.env.SCREENS_THEMES ?? "light,dark") as ("light" | "dark")[];

/** Where pictures are taken: a filled server, and a browser for the one who looks. */
type Stage = { server: TestServer; seeded: FirstStart; filled: Filled; context: BrowserContext };

base("every screen in both themes and at every width", async ({ browser }) => {
  base.setTimeout(0);
  const chosen = screens.filter(({ name }) => only.length === 0 || only.some((word) => name.includes(word)));
  expect(chosen, `screens called ${only.join(", ")}`).not.toEqual([]);
  await using seeded = await FirstStart.make();
  await using server = await TestServer.start(seeded.data);
  const filled = await fillRealms(server, seeded);
  const colleague = await browser.newContext(appearance);
  await colleague.addCookies([{ ...filled.colleague, url: server.url }]);
  await new ConsolePage(await colleague.newPage(), server).openScript("login/risk-check");
  const stage = { server, seeded, filled, context: await browser.newContext(appearance) };

  const seen = new Set<string>();
  const pictures: Picture[] = [];
  const problems: string[] = [];
  let pages: string[] = [];
  for (const [index, screen] of chosen.entries()) {
    process.stdout.write(`  ${index + 1}/${chosen.length} ${screen.name}\n`);
    for (const width of widths) {
      const taken = await take(stage, screen, width);
      pictures.push(...taken.pictures);
      seen.add(taken.route);
      if (pages.length === 0) pages = taken.pages;
      const found = taken.pictures.flatMap(({ file, problems }) => problems.map((one) => `${file}: ${one}`));
      // At once as well: whoever stops a long run has seen what was wrong until then.
      for (const one of found) process.stdout.write(`    ${one}\n`);
      problems.push(...found);
    }
  }
  if (only.length === 0) problems.push(...unseen(pages, seen));
  writeContactSheet(pictures);
  await stage.context.close();
  await colleague.close();
  process.stdout.write(`${pictures.length} pictures: ${folder}/index.html\n`);
  expect(problems, "what is wrong on the screens").toEqual([]);
});

/** One screen at one width, in both themes. What goes wrong is a problem of the picture: the others are taken all the same. */
async function take(
  { server, seeded, filled, context }: Stage,
  screen: Screen,
  width: number,
): Promise<{ pictures: Picture[]; route: string; pages: string[] }> {
  await context.clearCookies();
  if (!screen.stranger) await context.addCookies([{ ...seeded.sessionAt(server), url: server.url }]);
  const page = await firstPage(context, server.url);
  const shown = { page, filled, console: new ConsolePage(page, server) };
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(`${error.name}: ${error.message}`));
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia({ colorScheme: "light" });
  const requests = watchRequests(page);
  const pictures: Picture[] = [];
  let route = "";
  let pages: string[] = [];
  try {
    await page.goto(`${server.url}${addressOf(screen, filled)}`);
    await arrived(page, screen);
    await requests.settled();
    await screen.open?.(shown);
    route = await pageInFront(page);
    pages = await pagesOf(page);
    if (Object.values(shownBy).includes(screen.name) && !(await isSomethingOpen(page)))
      wrong.push("nothing is open on it, and e2e/screens/openers.ts says that something is");
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await requests.settled();
      const file = `${screen.name}-${width}-${theme}.png`;
      await page.screenshot({ path: `${folder}/${file}` });
      const found = await violationsOf(page, theme === themes[0] ? "practice" : "colours");
      pictures.push({
        screen: screen.name,
        width,
        theme,
        file,
        problems: [...found, ...(await cutOff(page))],
      });
    }
  } catch (error) {
    wrong.push(error instanceof Error ? error.message : String(error));
    const file = `${screen.name}-${width}-broken.png`;
    await page.screenshot({ path: `${folder}/${file}` }).catch(() => {});
    pictures.push({ screen: screen.name, width, theme: "light", file, problems: [] });
  } finally {
    await screen.after?.(shown);
    await page.close();
  }
  pictures.at(-1)?.problems.push(...wrong);
  return { pictures, route, pages };
}

/** The page never scrolls sideways: what has no room scrolls in a place of its own. */
async function cutOff(page: Page): Promise<string[]> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return over > 1 ? [`the page is ${over} px wider than the window`] : [];
}

/** A dialog, a menu, or a panel beside the page. */
async function isSomethingOpen(page: Page): Promise<boolean> {
  const open = page.locator(
    '[role="dialog"], [role="menu"], .mantine-Popover-dropdown, section[tabindex="-1"]',
  );
  return (await open.filter({ visible: true }).count()) > 0;
}

function words(text = ""): string[] {
  return text.split(",").filter(Boolean);
}
