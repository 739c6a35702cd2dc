import { expect, type Page, type Request } from "@playwright/test";

/** Tells when a page has all it asked for and shows it. Follows requests from here on. */
export function watchRequests(page: Page): { settled(): Promise<void> } {
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
