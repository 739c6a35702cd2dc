import { logLevels, outcomeSchema } from "@scriptyard/model";
import { createSandbox, type Image, type Sandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  engines,
  expectOutcome,
  hostilePrograms,
  hostModules,
  image,
  invocation,
  limits,
  modes,
  program,
} from "./programs.ts";

const programs = hostilePrograms().filter(({ name }) => name.startsWith("forged-"));

/** Records that a guest changed on their way out: wherever the engine lives, they are that run's own trouble at most. */
describe.each(modes.flatMap((mode) => engines.map((engine) => ({ ...mode, engine }))))(
  "forged records, $mode on $engine",
  ({ options, engine }) => {
    let sandbox: Sandbox;
    let canary: Image;
    beforeAll(async () => {
      sandbox = await createSandbox({ engine, hostModules, ...options });
      canary = await image(sandbox, "export function onExecute(n) { log.info('fine'); return n + 1; }");
    });
    afterAll(() => sandbox[Symbol.asyncDispose]());

    it.each(programs)("$name", async ({ code, expected }) => {
      const made = await image(sandbox, code);
      const hostile = { realm: "arena", ...limits({ timeoutMs: 5_000 }) };
      // Another realm's run is under way, or waits, while the attack goes on.
      const runs = Array.from({ length: 3 }, () =>
        Promise.all([
          sandbox.execute(made, invocation([{}, null], hostile)),
          sandbox.execute(canary, invocation([41], limits({ timeoutMs: 5_000 }))),
        ]),
      );
      for (const [attack, other] of await Promise.all(runs)) {
        expectOutcome(attack, expected);
        expect(outcomeSchema.safeParse(attack).error?.issues).toBeUndefined();
        for (const { level, message } of attack.logs) {
          expect(logLevels).toContain(level);
          expect(message.isWellFormed()).toBe(true);
        }
        expect(other).toMatchObject({ status: "ok", result: 42, logs: [{ level: "info", message: "fine" }] });
      }
      expect(sandbox.stats().workersReplaced).toBe(0);
    });

    it("names only what is exported", async () => {
      const exported = await sandbox.compile(
        program(programs.find(({ name }) => name === "forged-exports")!.code),
      );
      expect(exported).toMatchObject({ status: "ok", image: { exports: ["onExecute", "other"] } });
    });
  },
);
