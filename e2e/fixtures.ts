import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { firstPage, KeptBrowser } from "./browser.ts";
import { ConsolePage } from "./console-page.ts";
import { FirstStart } from "./first-start.ts";
import { freePort, TestServer } from "./server.ts";

type Fixtures = {
  /** Where the journey takes place. */
  server: TestServer;
  /** A signed-in console. */
  signedIn: ConsolePage;
  /** The browser of somebody else, for whom nobody has signed in. */
  elsewhere: BrowserContext;
};

/** Of one worker. */
type Kept = {
  seeded: FirstStart;
  common: TestServer;
  ownPort: number;
  mine: KeptBrowser;
  theirs: KeptBrowser;
};

/**
 * A journey on the server that it shares with others, in any order: it counts on the demo realms as they are at the first
 * start. Drafts and files in the scripts' folder are put back after it; histories stay, and so does what it publishes, sets
 * or invites: it may only add what nobody else looks at.
 */
export const test = base.extend<Fixtures, Kept>({
  seeded: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the destructuring pattern
    async ({}, use) => {
      await using seeded = await FirstStart.make();
      await use(seeded);
    },
    { scope: "worker" },
  ],
  common: [
    async ({ seeded }, use) => {
      await using server = await TestServer.start(seeded.data);
      await use(server);
    },
    { scope: "worker" },
  ],
  ownPort: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the destructuring pattern
    async ({}, use) => use(await freePort()),
    { scope: "worker" },
  ],
  mine: [keptBrowser, { scope: "worker" }],
  theirs: [keptBrowser, { scope: "worker" }],
  server: async ({ common, seeded }, use) => {
    await use(common);
    await seeded.tidy(common);
  },
  context: async ({ mine, actionTimeout }, use) => {
    await use(mine.context(actionTimeout));
    await mine.clear();
  },
  page: async ({ context, server }, use) => use(await firstPage(context, server.url)),
  elsewhere: async ({ theirs, actionTimeout }, use) => {
    await use(theirs.context(actionTimeout));
    await theirs.clear();
  },
  signedIn: async ({ page, context, server, seeded }, use) => {
    const complaints = watchComplaints(page);
    // The form has a journey of its own.
    await context.addCookies([{ ...seeded.sessionAt(server), url: server.url }]);
    await use(new ConsolePage(page, server));
    expect(complaints(), "errors on the browser's console").toEqual([]);
  },
});

/** A journey with a server of its own, for what would be in another's way: it publishes, changes rules, stops the server. */
export const alone = test.extend({
  server: async ({ seeded, ownPort }, use) => {
    await using server = await TestServer.start(seeded.data, ownPort);
    await use(server);
  },
});

export { expect };

async function keptBrowser(
  { browser }: { browser: Parameters<typeof KeptBrowser.open>[0] },
  use: (kept: KeptBrowser) => Promise<void>,
): Promise<void> {
  await using kept = await KeptBrowser.open(browser);
  await use(kept);
}

/** Collects what no journey may cause: uncaught exceptions, and breaches of the content security policy. */
function watchComplaints(page: Page): () => string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(`${error.name}: ${error.message}\n${error.stack}`));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy|Uncaught|React/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  return () => complaints;
}
