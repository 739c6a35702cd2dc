import { renderHook } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import { EventHub } from "./hub.ts";
import { useHubEvents } from "./use-hub-events.ts";

type Event = { type: "execution"; n: number } | { type: "published" };

test("the newest handler hears the event, with one subscription for all renders, and none after unmounting", () => {
  const hub = new EventHub<Event>();
  const on = vi.spyOn(hub, "on");
  const heard: string[] = [];
  const { rerender, unmount } = renderHook(
    ({ page }) => useHubEvents(hub, ["execution"], (event) => heard.push(`${page} ${event.n}`)),
    { initialProps: { page: 1 } },
  );
  hub.emit({ type: "execution", n: 1 });
  rerender({ page: 2 });
  hub.emit({ type: "execution", n: 2 });
  hub.emit({ type: "published" });
  expect(heard).toEqual(["1 1", "2 2"]);
  expect(on).toHaveBeenCalledTimes(1);
  unmount();
  hub.emit({ type: "execution", n: 3 });
  expect(heard).toHaveLength(2);
  expect(hub.handlers).toBe(0);
});

test("other types are another subscription", () => {
  const hub = new EventHub<Event>();
  const heard: string[] = [];
  const { rerender } = renderHook(
    ({ types }: { types: Event["type"][] }) => useHubEvents(hub, types, (event) => heard.push(event.type)),
    { initialProps: { types: ["execution"] as Event["type"][] } },
  );
  rerender({ types: ["published"] });
  hub.emit({ type: "execution", n: 1 });
  hub.emit({ type: "published" });
  expect(heard).toEqual(["published"]);
  expect(hub.handlers).toBe(1);
});
