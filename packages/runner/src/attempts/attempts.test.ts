import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type AttemptRule, createAttempts } from "./attempts.ts";
import { createKnownPlaces } from "./known-places.ts";
import { networkOf } from "./network.ts";

const rule: AttemptRule = { free: 3, delayMs: 1_000, longestDelayMs: 8_000, forgetMs: 60_000 };

function lab() {
  const clock = { nowMs: 1_000_000 };
  const attempts = createAttempts(() => clock.nowMs, "guesses");
  const passes = (key = "a", of = rule) => {
    try {
      return attempts.take([{ key, rule: of }]);
    } catch {
      return null;
    }
  };
  return { clock, attempts, passes };
}

test("free tries pass, then each next one waits twice as long, up to the longest; then all is forgotten", () => {
  const { clock, passes } = lab();
  const start = clock.nowMs;
  for (let tries = 0; tries < 3; tries++) expect(passes()).not.toBeNull();
  for (const delayMs of [1_000, 2_000, 4_000, 8_000, 8_000]) {
    clock.nowMs += delayMs - 1;
    expect(passes()).toBeNull();
    clock.nowMs += 1;
    expect(passes()).not.toBeNull();
  }
  clock.nowMs = start + rule.forgetMs;
  for (let tries = 0; tries < 3; tries++) expect(passes()).not.toBeNull();
  expect(passes()).toBeNull();
});

test("what is refused counts nowhere, and says when to come back", () => {
  const { attempts, passes } = lab();
  for (let tries = 0; tries < 3; tries++) passes("full");
  const both = () =>
    attempts.take([
      { key: "other", rule },
      { key: "full", rule },
    ]);
  for (let tries = 0; tries < 9; tries++) expect(both).toThrow(/Too many failed guesses. Try again in 1 s/);
  for (let tries = 0; tries < 3; tries++) expect(passes("other")).not.toBeNull();
});

test("who was right takes the try back, once", () => {
  const { passes } = lab();
  for (let tries = 0; tries < 100; tries++) passes()!.takeBack();
  const kept = passes()!;
  passes();
  kept.takeBack();
  kept.takeBack();
  expect(passes()).not.toBeNull();
  expect(passes()).not.toBeNull();
  expect(passes()).toBeNull();
});

test("a try that was taken back makes nobody wait", () => {
  const { clock, passes } = lab();
  for (let tries = 0; tries < 3; tries++) passes();
  clock.nowMs += 1_000;
  passes()!.takeBack();
  expect(passes()).not.toBeNull();
});

test("however tries are spread over a day, a key gets no more than its rule's sum of them", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(600_000), { minLength: 50, maxLength: 400 }), (gaps) => {
      const day = 86_400_000;
      const daily = { free: 6, delayMs: 600_000, longestDelayMs: 7_200_000, forgetMs: day };
      const { clock, passes } = lab();
      const end = clock.nowMs + day;
      let passed = 0;
      for (const gap of gaps) {
        clock.nowMs += gap;
        if (clock.nowMs < end && passes("a", daily)) passed++;
      }
      // 6 free, four doublings up to two hours, then one every two hours.
      expect(passed).toBeLessThanOrEqual(6 + 4 + 12);
    }),
  );
});

test("a flood of keys makes nobody pass who has to wait", () => {
  const { passes } = lab();
  for (let tries = 0; tries < 3; tries++) passes("first");
  for (let key = 0; key < 120_000; key++) passes(`k${key}`);
  for (let tries = 0; tries < 3; tries++) passes("last");
  expect([passes("first"), passes("last")]).toEqual([null, null]);
});

test("a flood of keys that all have to wait stays bounded and forgets the oldest first", () => {
  const { passes } = lab();
  const once = { ...rule, free: 1 };
  for (let key = 0; key < 50_001; key++) passes(`k${key}`, once);
  expect(passes("k0", once)).not.toBeNull();
  expect(passes("k50000", once)).toBeNull();
});

test("long keys are told apart, however alike, and keep no more than short ones", () => {
  const { attempts, passes } = lab();
  const long = (end: string) => `${"x".repeat(100_000)}${end}`;
  for (let tries = 0; tries < 3; tries++) passes(long("a"));
  expect([passes(long("a")), passes(long("b"))]).toEqual([null, expect.anything()]);
  for (let tries = 0; tries < 3; tries++) passes(long("\ud800"));
  expect([passes(long("\ud800")), passes(long("\ud801"))]).toEqual([null, expect.anything()]);
  attempts.forget(long("a"));
  expect(passes(long("a"))).not.toBeNull();
});

test("neither counters nor places are larger for names of many kilobytes", () => {
  const { attempts } = lab();
  const known = createKnownPlaces({ perWho: 5, all: 1_000 });
  const mostBytes = 10_000_000;
  const before = heldBytes();
  for (let n = 0; n < 500; n++) {
    const name = `${"x".repeat(200_000)}${n}`;
    attempts.take([{ key: name, rule }]);
    known.add(name, name);
  }
  expect(heldBytes() - before).toBeLessThan(mostBytes);
  expect(known.has(`${"x".repeat(200_000)}499`, `${"x".repeat(200_000)}499`)).toBe(true);
});

test("a network is an IPv4 address or the /64 of an IPv6 one, however it is spelled", () => {
  expect(networkOf("192.0.2.1")).toBe("192.0.2.1");
  expect(networkOf("::ffff:192.0.2.1")).toBe("192.0.2.1");
  expect(networkOf("2001:db8:1:2:ffff::9")).toBe(networkOf("2001:DB8:1:2::1%eth0"));
  expect(networkOf("2001:db8:1:3::1")).not.toBe(networkOf("2001:db8:1:2::1"));
  expect(networkOf("::1")).toBe("0:0:0:0::/64");
  // The zeros that are left out may be among the first four, and be few.
  expect(networkOf("1::2:3:4:5:6")).toBe("1:0:0:2::/64");
  expect(networkOf("::1:2:3:4:5:192.0.2.1")).toBe("0:1:2:3::/64");
});

/** After everything that nobody holds has gone. */
function heldBytes(): number {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
  return process.memoryUsage().heapUsed;
}
