import { MantineProvider } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterProvider,
} from "@tanstack/react-router";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { queryClient } from "../app/trpc.ts";

/** Shows a part of the console as its page would: in a realm, with the real query cache, router and toasts. */
export async function show(ui: ReactNode, options: { address?: string } = {}) {
  // What another test said in passing.
  notifications.clean();
  const root = createRootRoute({
    component: () => (
      <>
        <Outlet />
        <Notifications />
      </>
    ),
  });
  const page = createRoute({ getParentRoute: () => root, path: "/r/$realm", component: () => <Outlet /> });
  const below = createRoute({ getParentRoute: () => page, path: "$", component: () => ui });
  const index = createRoute({ getParentRoute: () => page, path: "/", component: () => ui });
  const router = createRouter({
    routeTree: root.addChildren([page.addChildren([index, below])]),
    history: createMemoryHistory({ initialEntries: [options.address ?? "/r/acme"] }),
  });
  await router.load();
  const shown = render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router as never} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { ...shown, router };
}
