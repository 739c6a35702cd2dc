import { expect, test, vi } from "vitest";
import { EventHub } from "./hub.ts";

type Event = { type: "a"; n: number } | { type: "b" };

test("a handler hears the types it asked for, until it is taken off", () => {
  const hub = new EventHub<Event>();
  const heard: Event[] = [];
  const off = hub.on(["a"], (event) => heard.push(event));
  hub.emit({ type: "a", n: 1 });
  hub.emit({ type: "b" });
  off();
  hub.emit({ type: "a", n: 2 });
  expect(heard).toEqual([{ type: "a", n: 1 }]);
  expect(hub.handlers).toBe(0);
});

test("a handler that throws keeps nobody from the event, and its error is reported", () => {
  const reported = vi.fn();
  vi.stubGlobal("reportError", reported);
  const hub = new EventHub<Event>();
  const error = new Error("broken page");
  hub.on(["b"], () => {
    throw error;
  });
  let heard = 0;
  hub.on(["b"], () => heard++);
  hub.emit({ type: "b" });
  expect(heard).toBe(1);
  expect(reported).toHaveBeenCalledWith(error);
  vi.unstubAllGlobals();
});

test("a handler may take itself off while the event is handed out", () => {
  const hub = new EventHub<Event>();
  const heard: string[] = [];
  const off = hub.on(["b"], () => {
    heard.push("first");
    off();
  });
  hub.on(["b"], () => heard.push("second"));
  hub.emit({ type: "b" });
  hub.emit({ type: "b" });
  expect(heard).toEqual(["first", "second", "second"]);
});

test("watchers of the line are told of changes only", () => {
  const hub = new EventHub<Event>();
  const told = vi.fn();
  const off = hub.watch(told);
  hub.setState("connecting");
  hub.setState("open");
  hub.setState("open");
  hub.setState("lost");
  off();
  hub.setState("open");
  expect(told).toHaveBeenCalledTimes(2);
  expect(hub.state).toBe("open");
});
