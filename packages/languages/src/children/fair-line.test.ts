import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FairLine, type Payer } from "./fair-line.ts";

const limits = { perPerson: 5, perRealm: 8, all: 12, handsPerRealm: 2 };
const payer = fc.record({
  realm: fc.constantFrom("acme", "arena", "zoo"),
  person: fc.constantFrom("ann", "bob", null),
});

describe("a fair line", () => {
  test("takes turns between realms, then between people", () => {
    const line = new FairLine<string>({ ...limits, handsPerRealm: 99 });
    const order: string[] = [];
    for (const name of ["a1", "a2", "a3"]) line.push({ realm: "acme", person: "ann" }, name);
    line.push({ realm: "acme", person: "bob" }, "b1");
    line.push({ realm: "zoo", person: "zoe" }, "z1");
    for (let next = line.take(); next !== undefined; next = line.take()) {
      order.push(next.item);
      line.done(next.payer);
    }
    expect(order).toEqual(["a1", "z1", "b1", "a2", "a3"]);
  });

  test("leaves a hand for other realms", () => {
    const line = new FairLine<number>(limits);
    for (let i = 0; i < 5; i++) line.push({ realm: "acme", person: "ann" }, i);
    expect([line.take()?.item, line.take()?.item, line.take()]).toEqual([0, 1, undefined]);
    line.push({ realm: "zoo", person: "zoe" }, 9);
    expect(line.take()?.item).toBe(9);
  });

  test("says who is ahead, and where there is no room", () => {
    const line = new FairLine<number>(limits);
    const ann: Payer = { realm: "acme", person: "ann" };
    const bob: Payer = { realm: "acme", person: "bob" };
    for (let i = 0; i < 5; i++) expect(line.push(ann, i)).toBeNull();
    expect(line.push(ann, 6)).toEqual({ who: "person", waiting: 5 });
    expect(line.ahead(bob)).toBe(1);
    expect(line.ahead(ann)).toBe(5);
    for (let i = 0; i < 3; i++) expect(line.push(bob, i)).toBeNull();
    expect(line.push(bob, 9)).toEqual({ who: "realm", waiting: 8 });
    // The system's own work is never refused.
    for (let i = 0; i < 50; i++) expect(line.push({ realm: "acme", person: null }, i)).toBeNull();
    expect(line.push({ realm: "zoo", person: "zoe" }, 1)).toEqual({ who: "all", waiting: 58 });
  });

  test("keeps everything that was pushed, whatever happens in which order", () => {
    type Step = { payer: Payer; what: "push" | "take" | "done" | "remove" };
    const step: fc.Arbitrary<Step> = fc.record({
      payer,
      what: fc.constantFrom("push", "push", "take", "done", "remove"),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const line = new FairLine<number>(limits);
        const waiting = new Map<number, Payer>();
        const running: Payer[] = [];
        for (const [item, { payer: who, what }] of steps.entries()) {
          if (what === "push" && line.push(who, item) === null) waiting.set(item, who);
          if (what === "remove")
            for (const [one, owner] of [...waiting].slice(0, 1)) {
              expect(line.remove(owner, one)).toBe(true);
              expect(line.remove(owner, one)).toBe(false);
              waiting.delete(one);
            }
          if (what === "done" && running.length > 0) line.done(running.shift()!);
          if (what === "take") {
            const next = line.take();
            if (next !== undefined) {
              expect(waiting.get(next.item)).toEqual(next.payer);
              waiting.delete(next.item);
              running.push(next.payer);
              const same = running.filter(({ realm }) => realm === next.payer.realm);
              expect(same.length).toBeLessThanOrEqual(limits.handsPerRealm);
            } else
              for (const { realm } of waiting.values())
                expect(running.filter((one) => one.realm === realm)).toHaveLength(limits.handsPerRealm);
          }
          expect(line.size).toBe(waiting.size);
        }
        expect(new Set(line.drain())).toEqual(new Set(waiting.keys()));
      }),
    );
  });
});
