import { useEffect, useSyncExternalStore } from "react";
import { queryClient, trpcClient } from "../trpc.ts";
import { EventHub, type LinkState } from "./hub.ts";
import { keepOpen } from "./keep-open.ts";
import { shareStream } from "./share.ts";
import { useHubEvents } from "./use-hub-events.ts";

type Observer = Parameters<typeof trpcClient.events.stream.subscribe>[1];
/** An event of the live stream: an execution, a publish, a saved draft, a flow's step, a message. */
export type LiveEvent = Parameters<NonNullable<Observer["onData"]>>[0]["data"];
export type LiveEventOf<T extends LiveEvent["type"]> = Extract<LiveEvent, { type: T }>;

const hub = new EventHub<LiveEvent>();

/**
 * Calls `handler` for every live event of the given types while the component is mounted. All hooks of all tabs share
 * one stream. The handler may close over state; the newest one is called.
 *
 * @example useRunnerEvents(["published"], (event) => refetchVersions(event.event.scriptId));
 */
export function useRunnerEvents<T extends LiveEvent["type"]>(
  types: readonly T[],
  handler: (event: LiveEventOf<T>) => void,
): void {
  useHubEvents(hub, types, handler);
}

/** How the line to the server is. */
export function useLinkState(): LinkState {
  return useSyncExternalStore(hub.watch, () => hub.state);
}

/** Keeps the stream of `realm` open while mounted. The frame calls it, once. */
export function useEventStream(realm: string): void {
  useEffect(() => {
    let wasLost = false;
    return shareStream<LiveEvent>(
      `scriptyard-events-${realm}`,
      (sink) =>
        keepOpen(
          ({ state, ended }) => {
            const subscription = trpcClient.events.stream.subscribe(
              { realm },
              {
                onData: ({ data }) => sink.event(data),
                onConnectionStateChange: (now) =>
                  state(now.state === "pending" ? "open" : now.error ? "lost" : "connecting"),
                onError: ended,
                onComplete: ended,
              },
            );
            return () => subscription.unsubscribe();
          },
          (state) => sink.state(state),
        ),
      {
        event: (event) => hub.emit(event),
        state(state) {
          hub.setState(state);
          if (state === "lost") wasLost = true;
          // What happened meanwhile was not heard: ask again.
          else if (state === "open" && wasLost) {
            wasLost = false;
            void queryClient.invalidateQueries();
          }
        },
      },
    );
  }, [realm]);
}
