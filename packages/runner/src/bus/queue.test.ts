import fc from "fast-check";
import { expect, test } from "vitest";
import type { QueueEntry } from "./queue.ts";
import { createDeliveryQueue } from "./queue.ts";

/** What anybody may do to a queue, in any order. */
type Step =
  | { do: "offer"; topic: string }
  | { do: "take" }
  | { do: "done"; which: number }
  | { do: "retry"; which: number; ms: number }
  | { do: "pass"; ms: number }
  | { do: "drain" };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("offer" as const), topic: fc.constantFrom("a", "b", "c") }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("take" as const) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("done" as const), which: fc.nat(5) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("retry" as const), which: fc.nat(5), ms: fc.nat(50) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.nat(60) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("drain" as const) }) },
);

test("nothing is lost or doubled, topics keep their order, one entry of a topic at a time, the bound holds", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), fc.integer({ min: 1, max: 8 }), (steps, bound) => {
      const queue = createDeliveryQueue<number>(bound);
      // The model: what each topic holds in order (the first may be running or delayed), and where it stands.
      const topics = new Map<string, number[]>();
      const running: QueueEntry<number>[] = [];
      const notBefore = new Map<string, number>();
      const size = () => [...topics.values()].reduce((sum, list) => sum + list.length, 0);
      const mayRun = (topic: string, now: number) =>
        (topics.get(topic) ?? []).length > 0 &&
        !running.some((entry) => entry.topic === topic) &&
        (notBefore.get(topic) ?? 0) <= now;
      let now = 0;
      let next = 0;
      for (const one of steps) {
        if (one.do === "offer") {
          const taken = queue.offer(one.topic, next);
          expect(taken).toBe(size() < bound);
          if (taken) topics.set(one.topic, [...(topics.get(one.topic) ?? []), next]);
          next += 1;
        } else if (one.do === "take") {
          const possible = ["a", "b", "c"].filter((topic) => mayRun(topic, now));
          const entry = queue.take(now);
          if (possible.length === 0) expect(entry).toBeNull();
          else {
            expect(possible).toContain(entry!.topic);
            expect(entry!.item).toBe(topics.get(entry!.topic)![0]);
            notBefore.delete(entry!.topic);
            running.push(entry!);
          }
        } else if (one.do === "done" || one.do === "retry") {
          const entry = running.splice(one.which % Math.max(1, running.length), 1)[0];
          if (entry === undefined) continue;
          if (one.do === "done") {
            queue.done(entry);
            topics.get(entry.topic)!.shift();
          } else {
            queue.retry(entry, now + one.ms);
            notBefore.set(entry.topic, now + one.ms);
          }
        } else if (one.do === "pass") now += one.ms;
        else {
          const out = queue.drain().map((entry) => entry.item);
          const waiting: number[] = [];
          for (const [topic, items] of topics) {
            const held = running.some((entry) => entry.topic === topic) ? 1 : 0;
            waiting.push(...items.splice(held));
            notBefore.delete(topic);
          }
          expect([...out].sort((a, b) => a - b)).toEqual(waiting.sort((a, b) => a - b));
        }
        expect(queue.size()).toBe(size());
        expect(queue.full()).toBe(size() >= bound);
        // `nextAt` never says "never" while something could run once time has passed.
        const later = ["a", "b", "c"].some((topic) => mayRun(topic, Number.POSITIVE_INFINITY));
        expect(queue.nextAt() !== null).toBe(later);
      }
    }),
    { numRuns: 500 },
  );
});

test("an entry that is not running cannot end", () => {
  const queue = createDeliveryQueue<number>(4);
  queue.offer("a", 1);
  const entry = queue.take(0)!;
  queue.done(entry);
  expect(() => queue.done(entry)).toThrow(/not running/);
});
