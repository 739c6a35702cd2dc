import { afterEach, expect, test, vi } from "vitest";
import { faultOf } from "./fault.ts";
import { lazyPage } from "./lazy-page.ts";

const gone = new TypeError("Failed to fetch dynamically imported module: /assets/route.js");
/** Where the router notes that it has loaded the console anew for it. */
const reloaded = `tanstack_router_reload:${gone.message}`;

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

/** What the page throws when it is shown after its code did not come. */
async function shown(answers: () => Promise<Response>): Promise<unknown> {
  vi.stubGlobal("fetch", answers);
  const page = lazyPage<{ Page: () => null }, "Page">(() => Promise.reject(gone), "Page");
  await page.preload?.();
  try {
    return (page as unknown as (props: object) => unknown)({});
  } catch (thrown) {
    return thrown;
  }
}

test("without a server the page says so, and the console is not given up for the browser's error page", async () => {
  const stopped = () => Promise.reject(new TypeError("Failed to fetch"));
  const stopping = () => Promise.resolve(new Response(null, { status: 503 }));
  for (const answers of [stopped, stopping])
    expect(faultOf(await shown(answers))).toMatchObject({ code: "network", retry: true });
  expect(sessionStorage.getItem(reloaded)).toBeNull();
});

test("code of another build is the router's matter, which loads the console anew", async () => {
  // What it notes for that, so that it does so once.
  sessionStorage.setItem(reloaded, "1");
  expect(await shown(() => Promise.resolve(new Response()))).toBe(gone);
});
