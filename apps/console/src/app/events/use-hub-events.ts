import { useEffect, useRef } from "react";
import type { EventHub, Typed } from "./hub.ts";

/** Subscribes once per set of types, for as long as the component is mounted, and always calls the newest handler. */
export function useHubEvents<Event extends Typed, T extends Event["type"]>(
  hub: EventHub<Event>,
  types: readonly T[],
  handler: (event: Extract<Event, { type: T }>) => void,
): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  // The list is written in place at every render; its words say whether it is another one.
  const key = types.join(" ");
  useEffect(
    () => hub.on(key.split(" ") as T[], (event) => latest.current(event as Extract<Event, { type: T }>)),
    [hub, key],
  );
}
