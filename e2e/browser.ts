import type { Browser, BrowserContext, Page } from "@playwright/test";

/** Moving parts stand still: nothing has to be waited for, and pictures are the same each time. */
export const appearance = { viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" } as const;

/**
 * One person's browser, kept from journey to journey for what it has loaded and compiled of the console; everything else
 * a journey leaves in it goes.
 */
export class KeptBrowser implements AsyncDisposable {
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext) {
    this.#context = context;
  }

  static async open(browser: Browser): Promise<KeptBrowser> {
    return new KeptBrowser(await browser.newContext(appearance));
  }

  /** @param actionTimeout the configuration's, which Playwright sets only where it makes the context */
  context(actionTimeout: number): BrowserContext {
    this.#context.setDefaultTimeout(actionTimeout);
    return this.#context;
  }

  async clear(): Promise<void> {
    for (const page of this.#context.pages()) await page.close();
    await this.#context.clearCookies();
    await this.#context.clearPermissions();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
  }
}

/** A journey's first tab, which finds nothing of earlier ones at the origin it is for. */
export async function firstPage(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "local_storage,indexeddb" });
  await session.detach();
  return page;
}
