import { createSandbox, type SandboxEventMap } from "@scriptyard/sandbox";
import { describe, expect, it } from "vitest";
import { image, invocation, limits, program } from "./programs.ts";

const native = "export function onExecute() { return [].indexOf.call({ length: 2 ** 53 - 1 }, 1) }";
const quick = "export function onExecute(n) { return n + 1 }";

it("has the new programs of a realm that cost an engine run one at a time, so that others always find one", async () => {
  await using sandbox = await createSandbox({ workers: 2, maxWaitMs: 60_000 });
  const options = { realm: "arena", limits: { timeoutMs: 20, operationLimit: 1_000_000 } };
  const attack = (n: number) =>
    sandbox.compile(
      program(`[].indexOf.call({ length: 2 ** 53 - 1 }, ${n}); export function onExecute() {}`),
      options,
    );
  await attack(0);
  const attacks = [1, 2, 3].map(attack);
  let most = 0;
  const looks = setInterval(() => {
    most = Math.max(most, sandbox.stats().active);
  }, 2);
  await Promise.all(attacks);
  clearInterval(looks);
  expect(most).toBe(1);
  // Who owes nothing is not held up by it, while one of them runs.
  const last = attack(4);
  expect((await sandbox.compile(program(quick), { ...options, realm: "acme" })).status).toBe("ok");
  expect((await last).status).toBe("error");
});

/** Native code that no limit interrupts costs its thread each time: whoever does that again and again has to wait. */
describe.each(["thread", "process"] as const)("a program that costs engines, isolation %s", (isolation) => {
  it("is held back after the second, told of once, and others run on", async () => {
    await using sandbox = await createSandbox({
      workers: 1,
      isolation,
      engineLossLimit: 2,
      maxWaitMs: 60_000,
    });
    const held: SandboxEventMap["script_held_back"][] = [];
    sandbox.events.on("script_held_back", (event) => held.push(event));
    const [hang, other] = [await image(sandbox, native), await image(sandbox, quick)];
    const attack = () =>
      sandbox.execute(hang, invocation([], { realm: "arena", ...limits({ timeoutMs: 20 }) }));
    // On a busy machine the clock on the wall may end one of them: that is not counted, it may be nobody's fault.
    let last = await attack();
    for (let i = 0; i < 20 && last.status === "error" && last.error.type === "timeout"; i++)
      last = await attack();
    for (let i = 0; i < 2; i++) {
      expect(last).toMatchObject({
        status: "error",
        error: {
          type: "busy",
          message: expect.stringContaining("held back"),
          retryAfterMs: expect.any(Number),
        },
      });
      last = await attack();
    }
    const own = { realm: "arena", ...limits({ timeoutMs: 20_000 }) };
    expect(await sandbox.execute(other, invocation([41], own))).toMatchObject({ status: "ok", result: 42 });
    expect(held).toEqual([{ image: hang.hash, realm: "arena", engines: 2, heldMs: 60_000 }]);
  });

  it("is held back for its top level too, which has the time of the script and no more", async () => {
    await using sandbox = await createSandbox({
      workers: 1,
      isolation,
      engineLossLimit: 2,
      maxWaitMs: 60_000,
      // What a parser and a link may take: the program is over long before, or a test of minutes fails.
      compileTimeoutMs: 120_000,
    });
    const held: SandboxEventMap["script_held_back"][] = [];
    sandbox.events.on("script_held_back", (event) => held.push(event));
    const options = { realm: "arena", limits: { timeoutMs: 20, operationLimit: 1_000_000 } };
    const hang = program("[].indexOf.call({ length: 2 ** 53 - 1 }, 1); export function onExecute() {}");
    const attack = () => sandbox.compile(hang, options);
    let last = await attack();
    for (let i = 0; i < 20 && last.status === "error" && last.error.type === "timeout"; i++) {
      // The script's own limits, of which the processor's is met first on a machine that has time for it.
      expect([20, 1_200]).toContain(last.error.limit?.value);
      last = await attack();
    }
    for (let i = 0; i < 2; i++) {
      expect(last).toMatchObject({
        status: "error",
        error: {
          type: "busy",
          message: expect.stringContaining("held back"),
          retryAfterMs: expect.any(Number),
        },
      });
      last = await attack();
    }
    expect(held).toEqual([{ image: expect.any(String), realm: "arena", engines: 2, heldMs: 60_000 }]);
    // The same text of another realm has done nothing yet, nor has another of this one.
    const elsewhere = await sandbox.compile(hang, { ...options, realm: "acme" });
    expect(elsewhere).toMatchObject({ status: "error", error: { type: "timeout" } });
    const other = await sandbox.compile(program(quick), {
      ...options,
      limits: { ...options.limits, timeoutMs: 20_000 },
    });
    expect(other.status).toBe("ok");
  });
});
