import * as fc from "fast-check";
import { expect, test } from "vitest";
import { authorColumn, rawTraceSchema, readTrace, type TraceTables } from "../index.ts";

const place = { line: 1, column: 1, endLine: 1, endColumn: 2 };
const tables: TraceTables = {
  modules: [{ specifier: "a/b", shifts: [] }],
  functions: [
    { module: 0, name: "main", line: 1, column: 1 },
    { module: 0, name: "helper", line: 5, column: 1 },
  ],
  sites: [0, 0, 1].map((fn) => ({ ...place, fn, kind: "statement" as const })),
  variables: [
    { name: "a", module: 0, fn: 0 },
    { name: "b", module: 0, fn: 1 },
  ],
};

const raw = (words: readonly number[], more: object = {}) =>
  rawTraceSchema.parse({
    words: Buffer.from(Int32Array.from(words).buffer).toString("base64"),
    texts: [],
    marks: [],
    gap: null,
    ...more,
  });
const enter = (fn: number, outer: number, call: number) => [fn * 8 + 2, outer, call];
const step = (site: number) => [site * 8];
const to = (call: number) => [call * 8 + 1];
const left = (call: number) => [call * 8 + 5];
const back = (call: number) => [call * 8 + 6];
const int = (variable: number, call: number, value: number) => [variable * 8 + 3, call, 4, value];
const written = (kind: number, ...value: number[]) => [3, 1, kind, ...value];

test("calls are as deep as they were, and a step after a call is its caller's again", () => {
  const words = [
    ...enter(0, 0, 1),
    ...int(0, 1, 7),
    ...step(0),
    ...enter(1, 1, 2),
    ...step(2),
    ...to(1),
    ...step(1),
  ];
  const trace = readTrace(raw(words, { marks: [0, 0, words.length - 2] }), tables);
  expect([...trace.depth]).toEqual([1, 2, 1]);
  expect([...trace.call]).toEqual([1, 2, 1]);
  expect([...trace.calls.fn]).toEqual([-1, 0, 1]);
  expect([...trace.calls.caller]).toEqual([0, 0, 1]);
  expect([...trace.calls.from]).toEqual([0, 0, 1]);
  expect(trace.writes).toMatchObject({ count: 1 });
  expect([trace.writes.step[0], trace.writes.value[0]]).toEqual([-1, 7]);
  expect(trace.marks).toEqual([{ kind: "log", index: 0, step: 1 }]);
  expect(trace.damaged).toBe(false);
});

test("a call that ended is nobody's caller, and one that waits goes on by itself", () => {
  const second = [...enter(1, 1, 3), ...step(2), ...left(3)];
  const words = [...enter(0, 0, 1), ...step(0), ...enter(1, 1, 2), ...step(2), ...left(2), ...second];
  const waited = [...left(1), ...enter(1, 0, 4), ...step(2), ...back(1), ...step(1), ...enter(1, 1, 5)];
  const trace = readTrace(raw([...words, ...waited]), tables);
  expect([...trace.calls.caller]).toEqual([0, 0, 1, 1, 0, 1]);
  expect([...trace.depth]).toEqual([1, 2, 2, 1, 1]);
  expect(trace.damaged).toBe(false);
});

test("doubles, texts and negative zero come back as they were", () => {
  const double = new Int32Array(Float64Array.of(-0, 0.1).buffer);
  const words = [
    ...enter(0, 0, 1),
    ...written(5, double[0]!, double[1]!),
    ...written(5, double[2]!, double[3]!),
    ...written(6, 0, 900),
  ];
  const { writes, texts } = readTrace(raw(words, { texts: ["long"] }), tables);
  expect(Object.is(writes.value[0], -0)).toBe(true);
  expect(writes.value[1]).toBe(0.1);
  expect([texts[writes.value[2]!], writes.length[2]]).toEqual(["long", 900]);
});

test("a call that began in the gap is known by its first step", () => {
  const words = [...enter(0, 0, 1), ...step(0), ...to(90), ...step(2), ...enter(1, 90, 91), ...step(2)];
  const trace = readTrace(raw(words, { gap: { at: 4, words: 1_000 } }), tables);
  expect(trace).toMatchObject({ steps: 3, damaged: false, gap: { step: 1, words: 1_000 } });
  expect([...trace.calls.fn]).toEqual([-1, 0, 1, 1]);
  expect([...trace.depth]).toEqual([1, 1, 2]);
});

test("whatever a guest wrote, reading it ends, and every number is within the tables", () => {
  const word = fc.oneof(fc.integer(), fc.integer({ min: 0, max: 60 }));
  const gap = fc.option(fc.record({ at: fc.nat(20), words: fc.integer({ min: 1, max: 99 }) }));
  fc.assert(
    fc.property(
      fc.array(word, { maxLength: 60 }),
      fc.array(fc.nat(60), { maxLength: 9 }),
      gap,
      (words, marks, gone) => {
        const trace = readTrace(raw(words, { marks, gap: gone }), tables);
        expect(trace.steps).toBe(trace.site.length);
        for (const site of trace.site) expect(tables.sites[site]).toBeDefined();
        for (const call of trace.call) expect(trace.calls.fn[call]).toBeDefined();
        for (const variable of trace.writes.variable) expect(tables.variables[variable]).toBeDefined();
        for (const call of trace.writes.call) expect(trace.calls.fn[call]).toBeDefined();
        for (const mark of trace.marks) expect(mark.step).toBeLessThan(Math.max(1, trace.steps));
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a column is the author's, before, between and inside of what was inserted", () => {
  // `ab` → `XXaYYYb`
  const shifts = [1, 1, 2, 1, 2, 3, 3, 1, 9];
  expect([1, 2, 3, 4, 6, 7].map((column) => authorColumn(shifts, 1, column))).toEqual([1, 1, 1, 2, 2, 2]);
  expect(authorColumn(shifts, 2, 5)).toBe(5);
});
