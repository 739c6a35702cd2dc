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

describe.each(["thread", "process"] as const)("a realm that cost an engine, isolation %s", (isolation) => {
  const own = { realm: "arena", ...limits({ timeoutMs: 700 }) };
  const attack = (n: number) =>
    `export function onExecute() { return [].indexOf.call({ length: 2 ** 53 - 1 }, ${n}) }`;
  const bounds = { workers: 2, isolation, engineLossLimit: 50, maxWaitMs: 60_000 } as const;

  it("has its known programs pass its new ones, and each of those has its turn", async () => {
    await using sandbox = await createSandbox(bounds);
    const [known, fresh] = [await image(sandbox, quick), await image(sandbox, `${quick} // new`)];
    const attacks = await Promise.all([0, 1, 2].map((n) => image(sandbox, attack(n))));
    const runKnown = (n: number) => sandbox.execute(known, invocation([n], own));
    expect(await runKnown(1)).toMatchObject({ status: "ok", result: 2 });
    await sandbox.execute(attacks[0]!, invocation([], { ...own, ...limits({ timeoutMs: 20 }) }));
    const over: string[] = [];
    const waiting = [1, 2].map((n) =>
      sandbox.execute(attacks[n]!, invocation([], own)).then(() => over.push(`attack ${n}`)),
    );
    const newcomer = sandbox.execute(fresh, invocation([7], own));
    // In front of these are two that hold an engine until their time is up, and one that nobody knows yet.
    for (let n = 0; n < 8; n++) expect(await runKnown(n)).toMatchObject({ status: "ok", result: n + 1 });
    expect(over).toEqual([]);
    await Promise.all(waiting);
    expect(over).toEqual(["attack 1", "attack 2"]);
    expect(await newcomer).toMatchObject({ status: "ok", result: 8 });
  });

  it("has what it ran as a batch known too", async () => {
    await using sandbox = await createSandbox(bounds);
    const known = await image(sandbox, quick);
    const attacks = await Promise.all([0, 1].map((n) => image(sandbox, attack(n))));
    const inputs = (from: number) => ({ ...invocation([], own), inputs: [[from], [from + 1]] });
    const runBatch = async (from: number) => {
      const { args: _args, ...batch } = inputs(from);
      return (await sandbox.executeMany(known, batch)).map(({ status }) => status);
    };
    expect(await runBatch(1)).toEqual(["ok", "ok"]);
    await sandbox.execute(attacks[0]!, invocation([], { ...own, ...limits({ timeoutMs: 20 }) }));
    let over = false;
    const waiting = sandbox.execute(attacks[1]!, invocation([], own)).then(() => {
      over = true;
    });
    expect(await runBatch(3)).toEqual(["ok", "ok"]);
    expect(over).toBe(false);
    await waiting;
  });
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
