import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FairQueue } from "./fair-queue.ts";

describe("the fair queue", () => {
  it("lets nobody wait behind another realm's flood", () => {
    const queue = new FairQueue<string>();
    for (let i = 0; i < 5; i++) queue.push("flood", `flood ${i}`);
    expect(queue.take()).toBe("flood 0");
    queue.push("calm", "calm 0");
    queue.done("flood", 1);
    expect(queue.take()).toBe("calm 0");
    expect(queue.take()).toBe("flood 1");
  });

  it("gives a second slot only when no other realm waits without one", () => {
    const queue = new FairQueue<string>();
    for (const item of ["a0", "a1", "b0"]) queue.push(item[0]!, item);
    expect([queue.take(), queue.take(), queue.take()]).toEqual(["a0", "b0", "a1"]);
  });

  it("loses nothing, repeats nothing, and keeps each realm's order", () => {
    const steps = fc.array(fc.oneof(fc.constant("take"), fc.constantFrom("a", "b", "c")), { maxLength: 200 });
    fc.assert(
      fc.property(steps, (plan) => {
        const queue = new FairQueue<string>();
        const pushed: string[] = [];
        const taken: string[] = [];
        plan.forEach((step, i) => {
          if (step === "take") {
            const item = queue.take();
            if (item) taken.push(item);
            if (item && i % 3 === 0) queue.done(item[0]!, i % 7);
          } else {
            pushed.push(step + i);
            queue.push(step, step + i);
          }
        });
        for (let item = queue.take(); item; item = queue.take()) taken.push(item);
        expect([...taken].sort()).toEqual([...pushed].sort());
        for (const realm of ["a", "b", "c"]) {
          const of = (list: string[]) => list.filter((item) => item.startsWith(realm));
          expect(of(taken)).toEqual(of(pushed));
        }
        expect(queue.size).toBe(0);
      }),
    );
  });

  it("knows the work ahead of one more: its realm's own, and of others what comes in between", () => {
    const asked: string[] = [];
    const queue = new FairQueue<string>(
      (item) => {
        asked.push(item);
        return item.startsWith("f") ? 10 : 1;
      },
      null,
      numberOf,
    );
    for (let i = 0; i < 100; i++) queue.push("flood", `f${i}`);
    for (let i = 0; i < 3; i++) queue.push("calm", `c${i}`);
    expect(queue.aheadMs("flood")).toBe(100 * 10 + 3);
    expect(queue.aheadMs("calm")).toBe(3 + 3 + 10);
    expect(queue.aheadMs("new")).toBe(10 + 1);
    // Each item once, however often somebody asks.
    expect(asked).toHaveLength(103);
    queue.remove("flood", "f7");
    expect(queue.aheadMs("flood")).toBe(99 * 10 + 3);
    queue.giveBack("flood", queue.take()!);
    queue.expel((item) => item.startsWith("c"));
    expect(queue.aheadMs("flood")).toBe(99 * 10);
    for (let i = 0; i < 99; i++) queue.take();
    expect(queue.aheadMs("flood")).toBe(0);
  });

  it("shares time, not turns: nobody who waits is behind by more than the longest run", () => {
    const costs = fc.array(
      fc.record({ a: fc.integer({ min: 1, max: 200 }), b: fc.integer({ min: 1, max: 5 }) }),
      {
        minLength: 20,
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(costs, (plan) => {
        const queue = new FairQueue<{ realm: "a" | "b"; ms: number }>();
        for (const { a, b } of plan) {
          queue.push("a", { realm: "a", ms: a });
          queue.push("b", { realm: "b", ms: b });
        }
        const used = { a: 0, b: 0 };
        const left = { a: plan.length, b: plan.length };
        for (let item = queue.take(); item && left.a > 0 && left.b > 0; item = queue.take()) {
          used[item.realm] += item.ms;
          left[item.realm]--;
          queue.done(item.realm, item.ms);
          if (left.a > 0 && left.b > 0) expect(Math.abs(used.a - used.b)).toBeLessThanOrEqual(200);
        }
      }),
    );
  });

  it("a realm that goes away for a moment is not forgiven, and one that was away has nothing saved up", () => {
    const queue = new FairQueue<string>();
    const one = (item: string, ms: number) => {
      expect(queue.take()).toBe(item);
      queue.done(item[0]!, ms);
    };
    for (let n = 0; n < 8; n++) queue.push("b", `b${n}`);
    queue.push("a", "a0");
    one("b0", 1);
    one("a0", 3);
    // It has nothing here now, and comes again at once: it has used 3 ms, and b 1.
    queue.push("a", "a1");
    one("b1", 1);
    one("b2", 1);
    one("a1", 3);
    // Long away: it is the next when it comes, but has nothing to catch up on.
    for (let n = 3; n < 8; n++) one(`b${n}`, 100);
    for (let n = 8; n < 12; n++) queue.push("b", `b${n}`);
    for (let n = 2; n < 5; n++) queue.push("a", `a${n}`);
    one("a2", 150);
    one("b8", 100);
    one("a3", 100);
  });

  it("lets what is accepted past other realms, never past its own", () => {
    const queue = new FairQueue<string>();
    for (const item of ["a slow", "a short", "b short"]) queue.push(item[0]!, item);
    const isShort = (item: string) => item.endsWith("short");
    expect([queue.takePast(isShort), queue.takePast(isShort), queue.size]).toEqual(["b short", undefined, 2]);
    expect([queue.take(), queue.takePast(isShort)]).toEqual(["a slow", "a short"]);
  });

  it("sets aside what must wait: its realm's others pass it, and it is first as soon as it need not", () => {
    let waits = true;
    const queue = new FairQueue<string>(() => 1, {
      holds: (item) => item.endsWith("?"),
      isOpen: () => !waits,
    });
    for (const item of ["a0?", "a1?", "a2", "b0", "a3"]) queue.push(item[0]!, item);
    const take = () => {
      const item = queue.take();
      if (item) queue.done(item[0]!, 1);
      return item;
    };
    expect([take(), take()]).toEqual(["a2", "b0"]);
    expect(queue.aheadMs("a")).toBe(3);
    waits = false;
    expect([take(), queue.remove("a", "a1?"), take(), queue.size]).toEqual(["a0?", true, "a3", 0]);
    waits = true;
    for (const item of ["a4?", "a5", "a6?", "a7?"]) queue.push("a", item);
    expect([take(), take(), queue.size]).toEqual(["a5", undefined, 3]);
    expect(queue.expel((item) => item === "a6?")).toEqual(["a6?"]);
    expect([queue.aheadMs("a"), queue.drain(), queue.size]).toEqual([2, ["a4?", "a7?"], 0]);
  });

  it("keeps the order of what must wait and of what need not, and loses none of either", () => {
    const steps = fc.array(fc.oneof(fc.constantFrom("take", "turn"), fc.constantFrom("a", "b", "a?", "b?")), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(steps, (plan) => {
        let waits = false;
        const queue = new FairQueue<string>(undefined, {
          holds: (item) => item.includes("?"),
          isOpen: () => !waits,
        });
        const [pushed, taken]: [string[], string[]] = [[], []];
        const take = () => {
          const item = queue.take();
          if (item) taken.push(item);
          if (item) queue.done(item[0]!, 1);
          expect(waits && item?.includes("?")).not.toBe(true);
          return item;
        };
        plan.forEach((step, i) => {
          if (step === "turn") waits = !waits;
          else if (step === "take") {
            const open = pushed.filter((item) => !taken.includes(item) && !(waits && item.includes("?")));
            expect(take() === undefined).toBe(open.length === 0);
          } else {
            pushed.push(step + i);
            queue.push(step[0]!, step + i);
          }
        });
        waits = false;
        while (take());
        for (const kind of [/^a\d/, /^b\d/, /^a\?/, /^b\?/]) {
          const of = (list: string[]) => list.filter((item) => kind.test(item));
          expect(of(taken)).toEqual(of(pushed));
        }
        expect([taken.length, queue.size]).toEqual([pushed.length, 0]);
      }),
    );
  });

  it("of what stands aside, what need not wait any more does not wait for the first of them", () => {
    const held = new Set(["a0", "a1", "a2"]);
    const queue = new FairQueue<string>(undefined, { holds: (item) => held.has(item), isOpen: () => false });
    for (const item of ["a0", "a1", "a2", "a3"]) queue.push("a", item);
    expect(queue.take()).toBe("a3");
    held.delete("a1");
    expect([queue.take(), queue.take()]).toEqual(["a1", undefined]);
  });

  it("what is given back has its place again, before what stood aside after it", () => {
    let isOpen = true;
    const holds = (item: string) => item.includes("?");
    const queue = new FairQueue<string>(undefined, { holds, isOpen: () => isOpen }, numberOf);
    for (const item of ["a?0", "a?1", "a2"]) queue.push("a", item);
    const taken = queue.take()!;
    isOpen = false;
    expect(queue.take()).toBe("a2");
    queue.giveBack("a", "a2");
    queue.giveBack("a", taken);
    isOpen = true;
    expect([queue.take(), queue.take(), queue.take()]).toEqual(["a?0", "a?1", "a2"]);
  });

  it("hands out the earliest of a realm that need not wait, whatever is given back and ceases to be held", () => {
    const step = fc.oneof(
      fc.constantFrom("push a", "push b", "take", "give back", "done", "turn"),
      fc.nat(30).map((n) => `hold ${n}`),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), (plan) => {
        const held = new Set<string>();
        let isOpen = false;
        const gate = { holds: (item: string) => held.has(item), isOpen: () => isOpen };
        const queue = new FairQueue<string>(undefined, gate, numberOf);
        const waiting: string[] = [];
        const running: string[] = [];
        const take = () => {
          const open = waiting.filter((item) => isOpen || !held.has(item));
          const item = queue.take();
          if (item === undefined) return expect(open).toEqual([]);
          const earliest = open.filter(([realm]) => realm === item[0]).sort(byNumber);
          expect(item).toBe(earliest[0]);
          waiting.splice(waiting.indexOf(item), 1);
          running.push(item);
        };
        plan.forEach((now, i) => {
          const [act, what = ""] = now.split(" ");
          if (act === "push") {
            waiting.push(`${what}${i}`);
            queue.push(what, `${what}${i}`);
          } else if (act === "take") take();
          else if (act === "turn") isOpen = !isOpen;
          else if (act === "hold") {
            const item = waiting[Number(what) % Math.max(1, waiting.length)];
            if (item !== undefined && !held.delete(item)) held.add(item);
          } else {
            const item = running.pop();
            if (item === undefined) return;
            if (act === "done") queue.done(item[0]!, 1);
            else {
              waiting.push(item);
              queue.giveBack(item[0]!, item);
            }
          }
        });
        isOpen = true;
        while (waiting.length > 0) take();
        expect([queue.take(), queue.size]).toEqual([undefined, 0]);
      }),
    );
  });

  it("takes out what is late, and goes on with the rest", () => {
    const queue = new FairQueue<string>();
    for (const item of ["a0", "a1", "b0", "a2"]) queue.push(item[0]!, item);
    expect(queue.expel((item) => item === "b0" || item === "a1")).toEqual(["a1", "b0"]);
    expect([queue.take(), queue.take(), queue.take(), queue.size]).toEqual(["a0", "a2", undefined, 0]);
  });
});

/** Where it came among all, by its name. */
const numberOf = (item: string): number => Number(/\d+/.exec(item)![0]);
const byNumber = (a: string, b: string): number => numberOf(a) - numberOf(b);
