import { type Outcome, readTrace, type TraceTables } from "@scriptyard/model";
import { createSandbox, type Program, type Sandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { invocation, limits, modes, program, sweptEngines } from "./programs.ts";
import { waitingProgram } from "./waiting-programs.ts";

const site = { line: 1, column: 1, endLine: 1, endColumn: 2, fn: 0, kind: "statement" as const };
const tables: TraceTables = {
  modules: [{ specifier: "a", shifts: [] }],
  functions: [{ module: 0, name: "onExecute", line: 1, column: 1 }],
  sites: [site, { ...site, line: 2 }, { ...site, line: 3 }],
  variables: [{ name: "n", module: 0, fn: 0 }],
};
const traced = (body: string): Program => ({
  ...program(`import { enter, step, write, update, caught } from "scriptyard:trace";
    let loaded = write(0, 0, 99);
    export function onExecute(context, form) { const f = enter(0, 0); ${body} }`),
  traced: true,
});
const read = (outcome: Outcome) => readTrace(outcome.trace!, tables);
const asked = invocation([{}, null], limits({ timeoutMs: 5_000 }));

describe.each(modes.flatMap((mode) => sweptEngines.map((engine) => ({ ...mode, engine }))))(
  "a traced program, $mode on $engine",
  ({ options, engine }) => {
    let sandbox: Sandbox;
    beforeAll(async () => {
      sandbox = await createSandbox({ engine, ...options });
    });
    afterAll(() => sandbox[Symbol.asyncDispose]());

    async function run(body: string, settings = asked): Promise<Outcome> {
      const compiled = await sandbox.compile(traced(body));
      if (compiled.status === "error") throw new Error(compiled.error.message);
      return sandbox.execute(compiled.image, settings);
    }

    test("says what it did, with values as they were, and what else happened in which step", async () => {
      const outcome = await run(`step(f, 0); let n = write(f, 0, 1.5); step(f, 1); log.info("here");
        n = write(f, 0, "é" + "x".repeat(300)); n = write(f, 0, [1]); n = write(f, 0, Proxy.revocable({}, {}).proxy);
        n = write(f, 0, 2n); n = update(f, 0, 7, -8); step(f, 2); return n;`);
      expect(outcome).toMatchObject({ status: "ok", result: 7 });
      const trace = read(outcome);
      expect(trace).toMatchObject({ steps: 3, damaged: false, gap: null });
      expect([...trace.site]).toEqual([0, 1, 2]);
      expect([...trace.writes.kind]).toEqual([5, 6, 7, 8, 11, 4]);
      expect([...trace.writes.step]).toEqual([0, 1, 1, 1, 1, 1]);
      expect([trace.writes.value[0], trace.writes.value[5]]).toEqual([1.5, -8]);
      expect(trace.texts).toEqual([`é${"x".repeat(199)}`, "2"]);
      expect(trace.writes.length[1]).toBe(301);
      expect(trace.marks).toEqual([{ kind: "log", index: 0, step: 1 }]);
    });

    test("is heard to its last step when it is stopped, and keeps its beginning and its end", async () => {
      const stopped = invocation([{}, null], limits({ timeoutMs: 5_000, operationLimit: 20_000_000 }));
      const outcome = await run(
        "step(f, 0); for (let i = 0; ; i++) { step(f, 1); write(f, 0, i); }",
        stopped,
      );
      expect(outcome).toMatchObject({ status: "error", error: { type: "operation_limit" } });
      const trace = read(outcome);
      expect(trace.damaged).toBe(false);
      expect(trace.site[0]).toBe(0);
      expect(trace.gap?.words).toBeGreaterThan(100_000);
      const { value, count } = trace.writes;
      const last = value[count - 1]!;
      // What was dropped is between: the first writes are there, and the last ones up to where it was stopped.
      expect([value[0], value[1]]).toEqual([0, 1]);
      expect(value[count - 2]).toBe(last - 1);
      expect(last).toBeGreaterThan(count);
    }, 60_000);

    test("one that waited too long is heard to where it began to wait", async () => {
      const waits = waitingProgram(`import { enter, step, write } from "scriptyard:trace";
        export async function onExecute() {
          const f = enter(0, 0); step(f, 0); write(f, 0, "asked"); await users.slow(1); step(f, 1);
        }`);
      const compiled = await sandbox.compile({ ...waits, traced: true });
      if (compiled.status === "error") throw new Error(compiled.error.message);
      const patience = invocation([], limits({ timeoutMs: 5_000, waitMs: 50 }));
      const answerCall = () => new Promise<never>(() => undefined);
      const outcome = await sandbox.execute(compiled.image, patience, { answerCall });
      expect(outcome).toMatchObject({ status: "error", error: { limit: { name: "waitMs" } } });
      expect(read(outcome)).toMatchObject({ steps: 1, damaged: false, gap: null });
      expect(outcome.trace!.texts).toEqual(["asked"]);
    });

    test("one that meddles with its words spoils its own trace, and nothing else", async () => {
      const outcome = await run(
        "step(f, 2 ** 28); step(-1, 5.5); enter({}, NaN); write(f, 99, 1); return 1;",
      );
      expect(outcome).toMatchObject({ status: "ok", result: 1 });
      expect(read(outcome)).toMatchObject({ damaged: true });
    });

    test("the next run begins with an empty list", async () => {
      for (const n of [1, 2]) {
        const outcome = await run(`step(f, 0); return ${n};`);
        expect(read(outcome)).toMatchObject({ steps: 1, writes: { count: 0 } });
      }
    });

    test("one that is not traced has neither recorder nor trace", async () => {
      const { traced: _, ...plain } = traced("return 1;");
      expect(await sandbox.compile(plain)).toMatchObject({ status: "error", error: { type: "compilation" } });
      const compiled = await sandbox.compile(program("export const onExecute = () => 1;"));
      if (compiled.status === "error") throw new Error(compiled.error.message);
      expect(await sandbox.execute(compiled.image, asked)).not.toHaveProperty("trace");
    });
  },
);
