import { MantineProvider } from "@mantine/core";
import { Notifications, notifications } from "@mantine/notifications";
import type { PublicUser } from "@scriptyard/model";
import { QueryClientProvider } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { act, cleanup, render } from "@testing-library/react";
import type { LiveEvent } from "../app/events/use-runner-events.ts";
import { closePalette, setShortcutsOpen } from "../app/frame/overlays.ts";
import { consoleRouter } from "../app/router.tsx";
import { reportSignedIn } from "../app/session.ts";
import { queryClient } from "../app/trpc.ts";
import { aRealm, aUser, healthy } from "./given.ts";
import { fakeStream } from "./stream.ts";
import { type Answers, fakeWire } from "./wire.ts";

/**
 * The whole console at an address, frame and all, before a server made of answers: what the frame asks for is answered,
 * the rest is what the test is about.
 *
 * @example await using page = await openPage("/r/acme/flows", { "flows.list": () => [] });
 */
export async function openPage(
  address: string,
  answers: Answers = {},
  user: Partial<PublicUser> | null = {},
) {
  const stream = fakeStream();
  const wire = fakeWire({
    "session.me": () => user && { ...aUser, ...user },
    "realms.list": () => [aRealm],
    "system.health": () => healthy,
    "errors.openCount": () => 0,
    "overview.firstSteps": () => null,
    "host.fit": () => ({ misfits: [], unchecked: 0 }),
    ...answers,
  });
  const router = consoleRouter(createMemoryHistory({ initialEntries: [address] }));
  await router.load();
  const shown = render(
    <MantineProvider env="test">
      <QueryClientProvider client={queryClient}>
        <Notifications />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>,
  );
  // The page's code is loaded by its route.
  await act(async () => {});
  return {
    ...shown,
    wire,
    stream,
    /** The address in front, e.g. `/r/acme/flows?node=risk`. */
    address: () => router.state.location.href,
    /** What the page in front reads of it. */
    search: () => JSON.parse(JSON.stringify(router.state.matches.at(-1)?.search ?? {})) as object,
    /** Several come together, before anything is drawn. */
    emit: (...events: LiveEvent[]) =>
      act(async () => {
        for (const event of events) stream.tell(event);
      }),
    [Symbol.dispose]() {
      cleanup();
      stream[Symbol.dispose]();
      wire[Symbol.dispose]();
      // What floats over every page, and what is said in passing, are no page's.
      reportSignedIn();
      closePalette();
      setShortcutsOpen(false);
      notifications.clean();
    },
  };
}
