import { createSandbox, type Image, type Sandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { engines, hostilePrograms, hostModules, image, invocation, limits, program } from "./programs.ts";

const programs = hostilePrograms();
/** For programs that are expected to use it up; the others must not fail because the machine is busy. */
const SHORT_MS = 40;
const LONG_MS = 2_000;

describe.each(engines)("hostile programs on %s", (engine) => {
  let sandbox: Sandbox;
  let probe: Image;

  beforeAll(async () => {
    sandbox = await createSandbox({ engine, workers: 1, hostModules, compileTimeoutMs: 800 });
    probe = await image(
      sandbox,
      `let runs = 0;
       export function onExecute(context) {
         runs++;
         const clean = Object.keys(globalThis).every((key) => ["console", "log", "probe", "random"].includes(key));
         return { runs, clean, sum: probe.add(context.n, 1), text: JSON.stringify({ a: [1, "é"] }) };
       }`,
    );
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  it.each(programs)("$name", async ({ code, expected }) => {
    const compiled = await sandbox.compile(program(code));
    const timeoutMs = expected.some((e) => e.kind === "timeout") ? SHORT_MS : LONG_MS;
    const args = [JSON.parse('{"kept":1,"__proto__":{"polluted":true}}'), null];
    const outcome =
      compiled.status === "ok"
        ? await sandbox.execute(
            compiled.image,
            invocation(args, { realm: "hostile", ...limits({ timeoutMs }) }),
          )
        : compiled;
    const kind = outcome.status === "ok" ? "ok" : outcome.error.type;
    const matching = expected.filter((e) => e.kind === kind);
    expect(
      matching.length,
      `${kind}: ${outcome.status === "error" ? outcome.error.message : ""}`,
    ).toBeGreaterThan(0);
    const exact = matching.find((e) => "result" in e);
    if (exact && "result" in outcome) expect(outcome.result).toEqual(exact.result);
    if (outcome.status === "error") {
      expect(outcome.error.message.length).toBeLessThanOrEqual(1000);
      expect(outcome.error.message).not.toMatch(/node_modules|packages\/sandbox/);
      for (const frame of outcome.error.stack) expect(frame.file).toBe("hostile/program");
    }

    // The next execution, in that thread or its replacement, is clean.
    const next = await sandbox.execute(probe, invocation([{ n: 41 }], limits({ timeoutMs: 1_000 })));
    expect(next).toMatchObject({
      status: "ok",
      result: { runs: 1, clean: true, sum: 42, text: '{"a":[1,"é"]}' },
    });
  });
});
