import { describe, expect, test } from "vitest";
import { createEventHub } from "./hub.ts";
import type { RunnerEvent } from "./types.ts";

const draft = (realmId: string, revision: number): RunnerEvent => ({
  type: "draft",
  realmId,
  scriptId: "scr_1",
  revision,
  userId: null,
});

describe("event hub", () => {
  test("hands each subscriber what its filter lets through, in order", async () => {
    const hub = createEventHub();
    const stop = new AbortController();
    const events = hub.subscribe({ realmId: "a", types: ["draft"] }, stop.signal);
    hub.publish(draft("a", 1));
    hub.publish(draft("b", 2));
    hub.publish({
      type: "message",
      realmId: "a",
      topic: "t",
      payload: 1,
      executionId: "e",
      sessionId: null,
      at: 0,
    });
    hub.publish(draft("a", 3));
    const seen: unknown[] = [];
    for await (const event of events) {
      seen.push(event);
      if (seen.length === 2) stop.abort();
    }
    expect(seen).toEqual([draft("a", 1), draft("a", 3)]);
    expect(hub.stats()).toEqual({ subscribers: 0, dropped: 0 });
  });

  test("a listener has heard when publish returns, and before those who wait", () => {
    const hub = createEventHub();
    const heard: string[] = [];
    hub.listen(["draft"], ({ type, realmId }) => heard.push(`${type} ${realmId}`));
    hub.publish(draft("a", 1));
    hub.publish({ type: "policy", realmId: "a" });
    hub.publish(draft("b", 1));
    expect(heard).toEqual(["draft a", "draft b"]);
    expect(hub.wanted("draft", "a")).toBe(false);
  });

  test("drops the oldest for a listener that does not keep up, and counts it", async () => {
    const hub = createEventHub();
    const stop = new AbortController();
    const events = hub.subscribe({}, stop.signal, 3);
    for (let revision = 1; revision <= 5; revision++) hub.publish(draft("a", revision));
    expect(hub.stats().dropped).toBe(2);
    const first = await events[Symbol.asyncIterator]().next();
    expect(first.value).toEqual(draft("a", 3));
    stop.abort();
  });

  test("wakes a waiting listener, and ends it on abort and on close", async () => {
    const hub = createEventHub();
    const stop = new AbortController();
    const aborted = hub.subscribe({}, stop.signal)[Symbol.asyncIterator]();
    const closed = hub.subscribe({}, new AbortController().signal)[Symbol.asyncIterator]();
    const waiting = aborted.next();
    hub.publish(draft("a", 1));
    expect((await waiting).value).toEqual(draft("a", 1));
    const ends = [aborted.next(), closed.next(), closed.next()];
    stop.abort();
    hub.close();
    const [afterAbort, queued, afterClose] = await Promise.all(ends);
    expect(afterAbort?.done).toBe(true);
    expect(queued?.value).toEqual(draft("a", 1));
    expect(afterClose?.done).toBe(true);
    expect(hub.stats().subscribers).toBe(0);
  });

  test("knows whether anybody listens, so that nobody builds events for nobody", () => {
    const hub = createEventHub();
    expect(hub.wanted("execution", "a")).toBe(false);
    const stop = new AbortController();
    hub.subscribe({ types: ["execution"] }, stop.signal);
    expect(hub.wanted("execution", "a")).toBe(true);
    expect(hub.wanted("draft", "a")).toBe(false);
    stop.abort();
    expect(hub.wanted("execution", "a")).toBe(false);
  });
});
