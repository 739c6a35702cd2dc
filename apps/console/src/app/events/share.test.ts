import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LinkState } from "./hub.ts";
import { type OpenStream, type Sink, shareStream } from "./share.ts";

/** Browsers' Web Locks, which happy-dom lacks: one holder per name, the others wait in order. */
class Locks {
  readonly #queues = new Map<string, Promise<unknown>>();

  async request(name: string, options: { signal: AbortSignal }, hold: () => Promise<void>): Promise<void> {
    const before = this.#queues.get(name) ?? Promise.resolve();
    const turn = before.then(async () => {
      if (options.signal.aborted) throw options.signal.reason;
      await hold();
    });
    this.#queues.set(
      name,
      turn.catch(() => {}),
    );
    await turn;
  }
}

type Event = { type: string; n: number };

/** A tab: what it opened, what it heard. */
function tab(name: string) {
  const heard: number[] = [];
  const states: LinkState[] = [];
  let source: Sink<Event> | null = null;
  const open: OpenStream<Event> = (sink) => {
    source = sink;
    sink.state("open");
    return () => {
      source = null;
    };
  };
  const close = shareStream<Event>(name, open, {
    event: (event) => heard.push(event.n),
    state: (state) => states.push(state),
  });
  return {
    heard,
    states,
    close,
    emit: (n: number) => source?.event({ type: "x", n }),
    opened: () => source !== null,
  };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 30));

/** The rest stays: what another page's tests load when idle asks for the browser's name. */
const giveLocks = (locks: Locks | undefined) =>
  vi.stubGlobal("navigator", Object.create(navigator, { locks: { value: locks } }));

beforeEach(() => giveLocks(new Locks()));
afterEach(() => vi.unstubAllGlobals());

test("many tabs open one stream and all hear it; the next tab takes over when the first closes", async () => {
  const tabs = [tab("s1"), tab("s1"), tab("s1")] as const;
  await settle();
  expect(tabs.map((each) => each.opened())).toEqual([true, false, false]);
  expect(tabs.map((each) => each.states.at(-1))).toEqual(["open", "open", "open"]);

  tabs[0].emit(1);
  await settle();
  expect(tabs.map((each) => each.heard)).toEqual([[1], [1], [1]]);

  tabs[0].close();
  await settle();
  expect(tabs.map((each) => each.opened())).toEqual([false, true, false]);
  tabs[1].emit(2);
  await settle();
  expect(tabs.map((each) => each.heard)).toEqual([[1], [1, 2], [1, 2]]);
  for (const each of tabs) each.close();
});

test("a tab that comes late learns how the line is", async () => {
  const first = tab("s2");
  await settle();
  const late = tab("s2");
  await settle();
  expect(late.states).toEqual(["open"]);
  first.close();
  late.close();
});

test("realms do not hear each other", async () => {
  const [acme, other] = [tab("s3-acme"), tab("s3-other")];
  await settle();
  acme.emit(1);
  await settle();
  expect([acme.opened(), other.opened(), other.heard]).toEqual([true, true, []]);
  acme.close();
  other.close();
});

test("without Web Locks every tab opens its own", () => {
  giveLocks(undefined);
  const [one, two] = [tab("s4"), tab("s4")];
  expect([one.opened(), two.opened()]).toEqual([true, true]);
  one.close();
  expect([one.opened(), two.opened()]).toEqual([false, true]);
  two.close();
});
