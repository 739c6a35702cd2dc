import { createRouter, type RouterHistory } from "@tanstack/react-router";
import { NotFoundPage } from "./frame/not-found.tsx";
import { PageError } from "./frame/page-error.tsx";
import { PagePending } from "./frame/page-pending.tsx";
import { basePath } from "./mount.ts";
import { routeTree } from "./routes.ts";

/** The console's pages, at the browser's address unless another history is given. */
export function consoleRouter(history?: RouterHistory) {
  return createRouter({
    routeTree,
    ...(history && { history }),
    ...(basePath !== "" && { basepath: basePath }),
    defaultPreload: "intent",
    defaultPreloadStaleTime: 0, // react-query decides what is fresh
    defaultPendingMs: 200,
    defaultPendingMinMs: 0,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFoundPage,
    scrollRestoration: true,
    scrollToTopSelectors: ["#main"],
  });
}

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof consoleRouter>;
  }
}
