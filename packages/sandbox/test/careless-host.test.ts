import type { Json } from "@scriptyard/model";
import { createInlineSandbox, createSandbox } from "@scriptyard/sandbox";
import { describe, expect, it } from "vitest";
import { engines, image, invocation, limits } from "./programs.ts";
import { asyncHost, waitingProgram } from "./waiting-programs.ts";

const hostModules = { probe: new URL("./careless-host.mjs", import.meta.url).href };

describe.each(engines)("a careless host on %s", (engine) => {
  it("gives arguments whose getters and proxies never say the same twice", async () => {
    await using sandbox = await createInlineSandbox({ engine });
    const made = await image(
      sandbox,
      "export const onExecute = (a) => [typeof a.x, a.x, typeof a.y, a.y, a.z, a.list]",
    );
    let reads = 0;
    const values = [
      "text",
      7,
      null,
      "x".repeat(150),
      true,
      "y".repeat(900),
      [1],
      "z".repeat(5_000),
      { a: 1 },
      0.5,
    ];
    const next = () => values[reads++ % values.length] as Json;
    const moody = () => ({
      get x() {
        return next();
      },
      y: "steady",
      get z() {
        return next();
      },
      list: new Proxy([1, 2], { get: (list, name) => (name === "0" ? next() : Reflect.get(list, name)) }),
    });
    const known = new Set(values.map((value) => JSON.stringify(value)));
    for (let i = 0; i < 300; i++) {
      const outcome = sandbox.executeSync(made, invocation([moody()], limits({})));
      expect(outcome).toMatchObject({ status: "ok" });
      const [, x, , y, z, list] = (outcome.status === "ok" ? outcome.result : []) as [
        Json,
        Json,
        Json,
        Json,
        Json,
        Json[],
      ];
      expect(y).toBe("steady");
      expect(list[1]).toBe(2);
      for (const value of [x, z, list[0]]) expect(known).toContain(JSON.stringify(value));
      // Every third run is an honest one, of a shape that was seen before.
      if (i % 3 > 0) continue;
      const plain = { x: "a".repeat(i % 190), y: "b", z: i, list: [i, "c"] };
      expect(sandbox.executeSync(made, invocation([plain], limits({})))).toMatchObject({
        result: ["string", plain.x, "string", "b", i, [i, "c"]],
      });
    }
  });

  it("gives one object twice, and lists that say themselves what they are as JSON", async () => {
    await using sandbox = await createInlineSandbox({ engine });
    await using pool = await createSandbox({ engine, workers: 1 });
    const code = `export const onExecute = (a, b) => {
      a.n++; a.list[0] = "changed"; return [a, b, a === b, a.list === b.list, a.odd] }`;
    const [near, far] = [await image(sandbox, code), await image(pool, code)];
    const odd = Object.assign([1, 2], { toJSON: () => "a list" });
    const shared = { n: 1, list: ["x"], odd };
    for (let i = 0; i < 4; i++) {
      const order = invocation([shared, shared] as unknown as Json[], limits({ timeoutMs: 5_000 }));
      const expected = [
        { n: 2, list: ["changed"], odd: "a list" },
        { n: 1, list: ["x"], odd: "a list" },
        false,
        false,
        "a list",
      ];
      expect(sandbox.executeSync(near, order)).toMatchObject({ result: expected });
      expect(await pool.execute(far, order)).toMatchObject({ result: expected });
    }
  });

  it("calls its sandbox from a host function: that call is refused, and the run goes on", async () => {
    await using sandbox = await createInlineSandbox({ engine, hostModules });
    const made = await image(
      sandbox,
      "export const onExecute = (again) => { const kept = { again }; try { if (again) probe.add(); } catch (error) { return [error.message, kept] } return 1 }",
    );
    const calls = [
      () => sandbox.executeSync(made, invocation([false])).status,
      () => sandbox.executeManySync(made, { ...invocation([]), inputs: [[false]] }).length,
    ];
    for (const call of calls) {
      Object.assign(globalThis, { scriptyardAgain: call });
      expect(sandbox.executeSync(made, invocation([true]))).toMatchObject({
        status: "ok",
        result: [expect.stringMatching(/was called from one of its host functions/), { again: true }],
      });
    }
    Reflect.deleteProperty(globalThis, "scriptyardAgain");
    expect(sandbox.executeSync(made, invocation([false]))).toMatchObject({ status: "ok", result: 1 });
  });

  it("throws errors whose message is no text", async () => {
    await using sandbox = await createSandbox({ engine, workers: 1, hostModules });
    const made = await image(
      sandbox,
      "export const onExecute = () => { try { probe.fail() } catch (error) { return error.message } }",
    );
    expect(await sandbox.execute(made, invocation())).toMatchObject({ result: "The call failed." });
    await using waits = await createSandbox({ engine, workers: 0, asyncHost });
    const asks = await image(
      waits,
      waitingProgram(
        "export const onExecute = () => users.find('a').then(() => 'none', (error) => error.message)",
      ),
    );
    const answerCall = () => {
      const error = new Error("x");
      Object.defineProperty(error, "message", { value: 42 });
      return Promise.reject(error);
    };
    expect(await waits.execute(asks, invocation(), { answerCall })).toMatchObject({
      result: "users.find failed.",
    });
  });
});
