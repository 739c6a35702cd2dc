import type { Page } from "@playwright/test";

/** Of TanStack's router, which it leaves at the window. */
type Route = {
  id: string;
  options: { path?: string; component?: unknown; staticData?: { crumbs?: unknown } };
  children?: Route[];
};
type Router = { routesById: { [id: string]: Route }; state: { matches: { routeId: string }[] } };

/** Ids of the console's routes that show a page of their own, as the built console itself has them. */
export function pagesOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { routesById } = (window as unknown as { __TSR_ROUTER__: Router }).__TSR_ROUTER__;
    return Object.values(routesById)
      .filter(({ id, options, children = [] }) => {
        // A redirect shows nothing, and a frame shows its page.
        const shows = options.component !== undefined || options.staticData?.crumbs !== undefined;
        return (
          id !== "__root__" && shows && !Object.values(children).some((child) => child.options.path === "/")
        );
      })
      .map(({ id }) => id)
      .sort();
  });
}

/** The route that is in front. */
export function pageInFront(page: Page): Promise<string> {
  return page.evaluate(() => {
    const { state } = (window as unknown as { __TSR_ROUTER__: Router }).__TSR_ROUTER__;
    return state.matches.at(-1)?.routeId ?? "";
  });
}

/** Pages that no picture shows, as a sentence each. */
export function unseen(pages: readonly string[], seen: ReadonlySet<string>): string[] {
  return pages
    .filter((id) => !seen.has(id))
    .map((id) => `The route ${id} has no picture: add a screen of it in e2e/screens/list/.`);
}
