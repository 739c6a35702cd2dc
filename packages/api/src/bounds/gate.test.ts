import { Fault, waitDetailsOf } from "@scriptyard/model";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createGate, type GateBounds, type Place } from "./gate.ts";

const bounds: GateBounds = {
  perPerson: { underWay: 2, waiting: 3 },
  perRealm: { underWay: 3, waiting: 5 },
  longestWaitMs: 60_000,
};
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Enters and keeps what came of it. */
function tryEnter(gate: ReturnType<typeof createGate>, place: Place, signal?: AbortSignal) {
  const entry = {
    place,
    state: "waits" as "waits" | "in" | "refused",
    pass: null as Disposable | null,
    why: null as unknown,
  };
  gate.enter(place, signal).then(
    (pass) => Object.assign(entry, { state: "in", pass }),
    (why: unknown) => Object.assign(entry, { state: "refused", why }),
  );
  return entry;
}

test("beyond what may wait, the refusal says how many stand before and when to come back", async () => {
  const gate = createGate({ ...bounds, perPerson: { underWay: 1, waiting: 1 } });
  const place = { realm: "acme", person: "ann" };
  const [first, second, third] = [tryEnter(gate, place), tryEnter(gate, place), tryEnter(gate, place)];
  await settled();
  expect([first!.state, second!.state, third!.state]).toEqual(["in", "waits", "refused"]);
  expect(third!.why).toBeInstanceOf(Fault);
  expect(third!.why).toMatchObject({ code: "rate_limited" });
  expect(waitDetailsOf((third!.why as Fault).details)).toEqual({
    retryAfterMs: expect.any(Number),
    waitingBehind: 2,
  });
  first!.pass![Symbol.dispose]();
  await settled();
  expect(second!.state).toBe("in");
});

test("persons take turns, however much one of them has waiting", async () => {
  const gate = createGate({
    ...bounds,
    perPerson: { underWay: 1, waiting: 9 },
    perRealm: { underWay: 1, waiting: 20 },
  });
  const order: string[] = [];
  const one = async (person: string) => {
    using _pass = await gate.enter({ realm: "acme", person });
    order.push(person);
    await settled();
  };
  await Promise.all([one("ann"), one("ann"), one("ann"), one("ann"), one("bob"), one("bob"), one("eve")]);
  expect(order).toEqual(["ann", "ann", "bob", "eve", "ann", "bob", "ann"]);
});

test("a person's bound holds over all realms; other realms are not touched by a full one", async () => {
  const gate = createGate(bounds);
  const held = ["a", "b"].map((realm) => tryEnter(gate, { realm, person: "ann" }));
  const third = tryEnter(gate, { realm: "c", person: "ann" });
  const other = tryEnter(gate, { realm: "c", person: "bob" });
  await settled();
  expect([...held, third, other].map((one) => one.state)).toEqual(["in", "in", "waits", "in"]);
  held[0]!.pass![Symbol.dispose]();
  await settled();
  expect(third.state).toBe("in");
});

test("who goes away while waiting leaves no trace; who waits too long is told so", async () => {
  const gate = createGate({ ...bounds, perPerson: { underWay: 1, waiting: 2 }, longestWaitMs: 20 });
  const place = { realm: "acme", person: "ann" };
  const first = tryEnter(gate, place);
  const cut = new AbortController();
  const second = tryEnter(gate, place, cut.signal);
  const third = tryEnter(gate, place);
  await settled();
  cut.abort(new Error("closed"));
  await settled();
  expect(second.why).toMatchObject({ code: "unavailable", cause: { message: "closed" } });
  await expect.poll(() => third.state, { timeout: 10_000 }).toBe("refused");
  expect(third.why).toMatchObject({ code: "rate_limited" });
  first.pass![Symbol.dispose]();
  const after = tryEnter(gate, place);
  await settled();
  expect(after.state).toBe("in");
});

describe("whatever comes and goes", () => {
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant("enter" as const),
        realm: fc.constantFrom("a", "b"),
        person: fc.constantFrom("ann", "bob", "eve"),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("leave" as const), which: fc.nat(50) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant("abort" as const), which: fc.nat(50) }) },
  );

  test("no bound is passed, no slot is lost, nobody waits beside a free slot", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
        const gate = createGate(bounds);
        const all: (ReturnType<typeof tryEnter> & { cut: AbortController; left?: true })[] = [];
        const inside = () => all.filter((one) => one.state === "in" && !one.left);
        const waiting = () => all.filter((one) => one.state === "waits");
        for (const one of steps) {
          if (one.do === "enter") {
            const cut = new AbortController();
            all.push(
              Object.assign(tryEnter(gate, { realm: one.realm, person: one.person }, cut.signal), { cut }),
            );
          } else {
            const from = one.do === "leave" ? inside() : waiting();
            const chosen = from[one.which % Math.max(1, from.length)];
            if (chosen && one.do === "leave") {
              chosen.left = true;
              chosen.pass![Symbol.dispose]();
            } else chosen?.cut.abort();
          }
          await settled();
          const count = (list: typeof all, by: "realm" | "person", name: string) =>
            list.filter(({ place }) => place[by] === name).length;
          for (const person of ["ann", "bob", "eve"]) {
            expect(count(inside(), "person", person)).toBeLessThanOrEqual(2);
            expect(count(waiting(), "person", person)).toBeLessThanOrEqual(3);
          }
          for (const realm of ["a", "b"]) expect(count(inside(), "realm", realm)).toBeLessThanOrEqual(3);
          for (const { place } of waiting())
            expect(
              count(inside(), "realm", place.realm) === 3 || count(inside(), "person", place.person) === 2,
            ).toBe(true);
        }
        while (inside().length > 0) {
          const one = inside()[0]!;
          one.left = true;
          one.pass![Symbol.dispose]();
          await settled();
        }
        expect(waiting()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
