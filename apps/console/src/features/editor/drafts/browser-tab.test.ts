import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createBrowserTab } from "./browser-tab.ts";

/** Tabs of one browser: what one says, the others hear, a moment later. */
class Channel extends EventTarget {
  static open: Channel[] = [];
  constructor() {
    super();
    Channel.open.push(this);
  }
  postMessage(data: unknown): void {
    for (const other of Channel.open)
      if (other !== this) queueMicrotask(() => other.dispatchEvent(new MessageEvent("message", { data })));
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("BroadcastChannel", Channel);
  Channel.open = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  sessionStorage.clear();
});
const soon = <T>(of: Promise<T>) => vi.advanceTimersByTimeAsync(200).then(() => of);

test("a tab is the same after a reload, and another tab is another", async () => {
  const first = await soon(createBrowserTab().ready);
  Channel.open = [];
  expect((await soon(createBrowserTab().ready)).id).toBe(first.id);
  Channel.open = [];
  sessionStorage.clear();
  expect((await soon(createBrowserTab().ready)).id).not.toBe(first.id);
});

test("a duplicated tab, which the browser gave the same id, takes another one and keeps it", async () => {
  const first = await soon(createBrowserTab().ready);
  const copy = await soon(createBrowserTab().ready);
  expect(copy.id).not.toBe(first.id);
  expect([...copy.alive]).toEqual([first.id]);
  expect(sessionStorage.getItem("scriptyard.tab")).toBe(copy.id);
});

test("who is open now is asked anew each time", async () => {
  const mine = createBrowserTab();
  const { id } = await soon(mine.ready);
  expect([...(await soon(mine.alive()))]).toEqual([]);
  sessionStorage.clear();
  const other = await soon(createBrowserTab().ready);
  expect([...(await soon(mine.alive()))]).toEqual([other.id]);
  Channel.open.pop();
  expect([...(await soon(mine.alive()))]).toEqual([]);
  expect(id).toMatch(/^[0-9a-z]{24,}$/);
});

test("a browser without channels opens all the same, alone", async () => {
  vi.stubGlobal("BroadcastChannel", undefined);
  const { id, alive } = await soon(createBrowserTab().ready);
  expect([id.length > 20, alive.size]).toEqual([true, 0]);
});
