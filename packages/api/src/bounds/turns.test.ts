import { Fault, waitDetailsOf } from "@scriptyard/model";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTurns, type LoopClock, type TurnBounds } from "./turns.ts";

const roomy: TurnBounds = { waitingBytes: { perPerson: 1e9, all: 1e9 }, longestWaitMs: 1e9 };

/** An event loop whose time passes only where somebody works or waits. */
function fakeLoop() {
  let nowMs = 0;
  let afterTurn: (() => void)[] = [];
  let timers: { atMs: number; act: () => void }[] = [];
  const clock: LoopClock = {
    nowMs: () => nowMs,
    afterThisTurn: (act) => void afterTurn.push(act),
    after(ms, act) {
      const timer = { atMs: nowMs + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
  };
  return {
    clock,
    work: (ms: number) => {
      nowMs += ms;
    },
    /** One turn of the loop: promises, then what waits for its end, then the timer that is next. False when nothing is left. */
    async turn(): Promise<boolean> {
      await new Promise((resolve) => setImmediate(resolve));
      const acts = afterTurn;
      afterTurn = [];
      for (const act of acts) act();
      if (acts.length > 0) return true;
      const [next] = timers.sort((a, b) => a.atMs - b.atMs);
      if (!next || next.atMs > 1e8) return false;
      timers = timers.filter((one) => one !== next);
      nowMs = Math.max(nowMs, next.atMs);
      next.act();
      return true;
    },
  };
}

type Done = { person: string; fromMs: number; tillMs: number };

function bench(bounds = roomy) {
  const loop = fakeLoop();
  const turns = createTurns(bounds, loop.clock);
  const done: Done[] = [];
  const send = async (person: string, costMs: number, bytes = 100_000, signal?: AbortSignal) => {
    await turns.take(person, bytes, signal);
    const fromMs = loop.clock.nowMs();
    loop.work(costMs);
    done.push({ person, fromMs, tillMs: loop.clock.nowMs() });
  };
  const drain = async () => {
    while (await loop.turn());
  };
  return { loop, turns, done, send, drain };
}

test("turns alternate between persons, however much one of them has waiting", async () => {
  const { done, send, drain } = bench();
  for (let n = 0; n < 6; n++) void send("ann", 10);
  for (let n = 0; n < 3; n++) void send("bob", 10);
  await drain();
  expect(done.map(({ person }) => person).join(" ")).toMatch(/^ann bob ann bob ann bob ann ann ann$/);
});

test("a product whose bodies cost little is served among those whose bodies cost the most", async () => {
  const { loop, done, send, drain } = bench();
  for (const attacker of ["a", "b", "c", "d"]) for (let n = 0; n < 20; n++) void send(attacker, 30);
  await loop.turn();
  for (let n = 0; n < 10; n++) void send("product", 1);
  await drain();
  const last = done.findLastIndex(({ person }) => person === "product");
  // Ten of theirs, while the others had one or two each.
  expect(last).toBeLessThan(10 + 8);
});

test("whatever is sent, everybody's turn comes, one at a time, and rests as long as it took", async () => {
  const request = fc.record({
    person: fc.constantFrom("ann", "bob", "eve"),
    costMs: fc.integer({ min: 0, max: 50 }),
    after: fc.integer({ min: 0, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: 1, maxLength: 40 }), async (requests) => {
      const { loop, done, send, drain } = bench();
      for (const { person, costMs, after } of requests) {
        for (let n = 0; n < after; n++) await loop.turn();
        void send(person, costMs);
      }
      await drain();
      expect(done).toHaveLength(requests.length);
      for (const [n, { fromMs }] of done.entries()) {
        const before = done[n - 1];
        if (before) expect(fromMs - before.tillMs).toBeGreaterThanOrEqual(before.tillMs - before.fromMs);
      }
    }),
    { numRuns: 200 },
  );
});

test("among those who keep asking nobody gets more of the time than a turn's worth", async () => {
  const { done, send, drain } = bench();
  const costs = { ann: 1, bob: 7, eve: 40 };
  for (const [person, costMs] of Object.entries(costs))
    for (let n = 0; n * costMs < 400; n++) void send(person, costMs);
  await drain();
  const used = { ann: 0, bob: 0, eve: 0 };
  for (const { person, fromMs, tillMs } of done) {
    used[person as keyof typeof used] += tillMs - fromMs;
    if (Math.max(...Object.values(used)) >= 360) break;
  }
  expect(Math.min(...Object.values(used))).toBeGreaterThanOrEqual(Math.max(...Object.values(used)) - 81);
});

const outcome = (promise: Promise<unknown>) =>
  promise.then(
    () => "served",
    (why: Fault) => why,
  );

test("what waits is bounded in bytes; who has most waiting makes room for others", async () => {
  const { send, drain, loop } = bench({ waitingBytes: { perPerson: 30, all: 50 }, longestWaitMs: 1e9 });
  const ann = [10, 10, 10, 10, 10].map((bytes) => outcome(send("ann", 5, bytes)));
  // One is in, thirty bytes wait, the fifth is too much.
  const refused = (await ann[4]) as Fault;
  expect(refused).toBeInstanceOf(Fault);
  expect(refused).toMatchObject({ code: "rate_limited" });
  expect(waitDetailsOf(refused.details)).toEqual({ retryAfterMs: expect.any(Number), waitingBehind: 4 });
  const bob = [10, 10].map((bytes) => outcome(send("bob", 5, bytes)));
  const eve = outcome(send("eve", 5, 10));
  await loop.turn();
  expect(await ann[3]).toMatchObject({ code: "rate_limited" });
  await drain();
  expect(await Promise.all([ann[0], ann[1], ann[2], ...bob, eve])).toEqual(Array(6).fill("served"));
});

test("who goes away leaves the line; who waits too long is told so", async () => {
  const { send, drain, done } = bench({ ...roomy, longestWaitMs: 100 });
  const first = outcome(send("ann", 200));
  const cut = new AbortController();
  const second = outcome(send("bob", 1, 10, cut.signal));
  const third = outcome(send("eve", 1));
  cut.abort(new Error("closed"));
  expect(await second).toMatchObject({ code: "unavailable", cause: { message: "closed" } });
  await drain();
  expect(await first).toBe("served");
  expect(await third).toMatchObject({ code: "rate_limited" });
  expect(done.map(({ person }) => person)).toEqual(["ann"]);
});
