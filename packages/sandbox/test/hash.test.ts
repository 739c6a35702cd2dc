import { createHash } from "node:crypto";
import { defaultLimits, emptyMetrics, type Outcome } from "@scriptyard/model";
import { createSandbox, outcomeHash } from "@scriptyard/sandbox";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { engines, hostModules, image, invocation } from "./programs.ts";

const ok: Outcome = {
  status: "ok",
  result: { b: [1, "é"], a: null },
  effects: [{ name: "probe.note", args: ["x"] }],
  logs: [{ seq: 0, level: "info", message: "hi", data: { z: 1, y: 2 }, line: 3 }],
  metrics: { ...emptyMetrics, operations: 10, hostCalls: 1, runUs: 50 },
};
const failed: Outcome = {
  status: "error",
  error: {
    type: "execution",
    name: "TypeError",
    message: "no",
    stack: [{ file: "a/b", line: 1, column: 2 }],
  },
  logs: [],
  metrics: emptyMetrics,
};

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

describe("outcomeHash", () => {
  it("stays what it is: stored hashes must be comparable with new ones", () => {
    expect(outcomeHash(ok)).toBe(
      sha256(
        '{"effects":[{"args":["x"],"name":"probe.note"}],"hostCalls":1,' +
          '"logs":[{"data":{"y":2,"z":1},"level":"info","line":3,"message":"hi","seq":0}],' +
          '"operations":10,"result":{"a":null,"b":[1,"é"]},"status":"ok","version":1}',
      ),
    );
    expect(outcomeHash(failed)).toBe(
      sha256(
        '{"effects":[],"error":{"message":"no","name":"TypeError","stack":[{"column":2,"file":"a/b","line":1}],' +
          '"type":"execution"},"hostCalls":0,"logs":[],"operations":0,"status":"error","version":1}',
      ),
    );
  });

  it("leaves out what belongs to the machine", () => {
    const metrics = { ...ok.metrics, runUs: 1, queueUs: 2, compileUs: 3, memoryBytes: 4 };
    expect(outcomeHash({ ...ok, metrics })).toBe(outcomeHash(ok));
  });

  it.each<[string, Outcome]>([
    ["the result", { ...ok, result: { b: [1, "e"], a: null } }],
    ["a field that is there with null", { ...ok, result: { b: [1, "é"] } }],
    ["an effect's argument", { ...ok, effects: [{ name: "probe.note", args: ["y"] }] }],
    ["an effect more", { ...ok, effects: [...ok.effects, ...ok.effects] }],
    ["a log line's data", { ...ok, logs: [{ ...ok.logs[0]!, data: { z: 1, y: 3 } }] }],
    ["operations", { ...ok, metrics: { ...ok.metrics, operations: 11 } }],
    ["host calls", { ...ok, metrics: { ...ok.metrics, hostCalls: 2 } }],
    ["failure", failed],
  ])("changes with %s", (_what, other) => {
    expect(outcomeHash(other)).not.toBe(outcomeHash(ok));
  });

  it.each<[string, Partial<typeof failed.error>]>([
    ["type", { type: "timeout" }],
    ["name", { name: "Error" }],
    ["message", { message: "yes" }],
    ["stack", { stack: [{ file: "a/b", line: 1, column: 3 }] }],
  ])("changes with the error's %s", (_what, change) => {
    expect(outcomeHash({ ...failed, error: { ...failed.error, ...change } })).not.toBe(outcomeHash(failed));
  });

  it("survives JSON and any order of keys, and tells different results apart", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const [one, two] = [JSON.parse(JSON.stringify(a)), JSON.parse(JSON.stringify(b))] as [null, null];
        const hash = outcomeHash({ ...ok, result: one });
        expect(outcomeHash({ ...ok, result: reversed(one) as null })).toBe(hash);
        expect(outcomeHash({ ...ok, result: two }) === hash).toBe(sameJson(one, two));
      }),
    );
  });

  it.each(engines)("agrees between a thread and the caller's own on %s", async (engine) => {
    const code = `export function onExecute(n) { log.info("n", { n, r: Math.random() }); probe.note("x"); if (n > 1) throw new RangeError("n"); return [n, Date.now()]; }`;
    const hashes = [];
    for (const workers of [0, 1]) {
      await using sandbox = await createSandbox({ engine, workers, hostModules });
      const made = await image(sandbox, code);
      const given = [
        invocation([1]),
        invocation([2]),
        invocation([1], { seed: "other" }),
        invocation([1], { limits: { ...defaultLimits, hostCalls: 0 } }),
      ];
      const round = [];
      for (const one of given) round.push(outcomeHash(await sandbox.execute(made, one)));
      hashes.push(round);
    }
    expect(hashes[1]).toEqual(hashes[0]);
    expect(new Set(hashes[0]).size).toBe(4);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, field]) => [key, reversed(field)] as const);
  // Like JSON.parse it makes `__proto__` a field of its own.
  return Object.fromEntries(entries.reverse());
}

function sameJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(Reflect.get(a, key), Reflect.get(b, key)))
  );
}
