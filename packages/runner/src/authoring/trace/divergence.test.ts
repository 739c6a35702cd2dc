import type { Execution, ScriptError } from "@scriptyard/model";
import { expect, test } from "vitest";
import { divergence } from "./divergence.ts";

const ran = (change: Partial<Execution>) =>
  ({ status: "ok", result: null, effects: [], error: null, logs: [], ...change }) as Execution;
const line = (message: string) => ({ level: "info", message, line: 1 }) as Execution["logs"][number];
const stop: ScriptError = { type: "timeout", message: "It took too long.", stack: [] };

test("texts are compared whole, and what differs can be seen in what is shown of them", () => {
  const long = "x".repeat(400);
  const [found, ...more] = divergence(ran({ result: `${long}a` }), ran({ result: `${long}b` }));
  expect(more).toEqual([]);
  expect(found).toMatchObject({ what: "result" });
  expect(found!.recorded).toMatch(/^…x+a"$/);
  expect(found!.now).toMatch(/^…x+b"$/);
  expect(found!.recorded.length).toBeLessThan(302);
  expect(divergence(ran({ result: `${long}a` }), ran({ result: `${long}a` }))).toEqual([]);
});

test("what a limit ended goes on, as long as it began alike", () => {
  const recorded = ran({ status: "error", error: stop, logs: [line("one")] });
  expect(divergence(recorded, ran({ result: 7, logs: [line("one"), line("two")] }))).toEqual([]);
  expect(divergence(recorded, ran({ result: 7, logs: [line("other")] }))).toMatchObject([{ what: "log" }]);
  // The other way round nothing is known of what it would have done.
  expect(divergence(ran({}), recorded)).toMatchObject([{ what: "outcome", now: '"a limit"' }, {}, {}]);
});
