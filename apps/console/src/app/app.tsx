import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { consoleRouter } from "./router.tsx";
import { colorSchemeManager, cssVariablesResolver, theme } from "./theme/theme.ts";
import { queryClient } from "./trpc.ts";

const router = consoleRouter();

// What is shown before it has arrived waits in its store.
const Toasts = lazy(() => import("./toasts.tsx").then((module) => ({ default: module.Toasts })));

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      colorSchemeManager={colorSchemeManager}
      defaultColorScheme="auto"
    >
      <QueryClientProvider client={queryClient}>
        <Suspense>
          <Toasts />
        </Suspense>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
