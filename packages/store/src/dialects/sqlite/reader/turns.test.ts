import fc from "fast-check";
import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

test("who comes while others flood is next, whatever the flood has waiting", () => {
  const turns = new Turns<string>();
  for (const item of ["a1", "a2", "a3"]) turns.push("a", item);
  expect(turns.take()).toEqual({ realm: "a", item: "a1" });
  turns.push("b", "b1");
  turns.push("b", "b2");
  turns.done("a");
  const order: string[] = [];
  for (let next = turns.take(); next; next = turns.take()) {
    order.push(next.item);
    turns.done(next.realm);
  }
  expect(order).toEqual(["b1", "a2", "b2", "a3"]);
});

test("a second hand goes to a realm that has none yet", () => {
  const turns = new Turns<string>();
  for (const item of ["a1", "a2"]) turns.push("a", item);
  turns.push("b", "b1");
  expect([turns.take()?.item, turns.take()?.item, turns.take()?.item]).toEqual(["a1", "b1", "a2"]);
  expect(turns.take()).toBeUndefined();
  for (const realm of ["a", "b", "a"]) turns.done(realm);
  turns.push("a", "a3");
  expect(turns.drain()).toEqual(["a3"]);
  expect([turns.size, turns.take()]).toEqual([0, undefined]);
});

test("nobody waits longer than a turn of every realm, nothing is lost, and a realm's own keep their order", () => {
  const arrivals = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 40 });
  fc.assert(
    fc.property(arrivals, (realms) => {
      const turns = new Turns<number>();
      realms.forEach((realm, n) => {
        turns.push(realm, n);
      });
      const served: { realm: string; item: number }[] = [];
      for (let next = turns.take(); next; next = turns.take()) {
        served.push(next);
        const before = served.filter(({ realm }) => realm === next.realm).length;
        // One turn of each of the three realms for every one of its own.
        expect(served.length).toBeLessThanOrEqual(3 * before);
        turns.done(next.realm);
      }
      for (const realm of ["a", "b", "c"]) {
        const own = served.filter((one) => one.realm === realm).map(({ item }) => item);
        expect(own).toEqual(realms.flatMap((one, n) => (one === realm ? [n] : [])));
      }
    }),
  );
});
