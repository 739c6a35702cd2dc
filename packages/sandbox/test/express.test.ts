import { createSandbox, type Image, type Sandbox } from "@scriptyard/sandbox";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { image, invocation, limits } from "./programs.ts";

const modes = [
  { mode: "threads", options: { workers: 1 } },
  { mode: "process", options: { workers: 1, isolation: "process" } },
] as const;

/** One thread for work, and another realm that keeps it busy up to its time limits. */
describe.each(modes)("beside a realm of endless loops, $mode", ({ options }) => {
  let sandbox: Sandbox;
  let login: Image;
  let loop: Image;
  beforeAll(async () => {
    sandbox = await createSandbox({ engine: "quickjs-ng", maxWaitMs: 60_000, ...options });
    login = await image(sandbox, "export function onExecute(n) { log.info('in'); return n + 1; }");
    loop = await image(sandbox, "export function onExecute() { for (;;) {} }");
    // What is short is known after the first runs.
    for (let n = 0; n < 60; n++) await signIn(n);
  });
  afterAll(() => sandbox[Symbol.asyncDispose]());

  const signIn = (n: number) => sandbox.execute(login, invocation([n], limits({ timeoutMs: 5_000 })));
  const spin = (signal: AbortSignal) =>
    sandbox.execute(loop, invocation([], { realm: "arena", ...limits(endless) }), { signal });

  test("short runs of others are answered while it spins, and it gets no second thread by that", async () => {
    const stop = new AbortController();
    let over = 0;
    const spinning = [1, 2, 3].map(() => spin(stop.signal).finally(() => over++));
    // None of them ends within the test: whoever waits for a thread waits for ever.
    for (let n = 0; n < 30; n++) expect(await signIn(n)).toMatchObject({ status: "ok", result: n + 1 });
    const many = await Promise.all(Array.from({ length: 20 }, (_, n) => signIn(n)));
    expect(many.map((outcome) => outcome.status)).toEqual(many.map(() => "ok"));
    expect([over, sandbox.stats().active, sandbox.stats().queued]).toEqual([0, 1, 2]);
    stop.abort();
    for (const outcome of await Promise.all(spinning))
      expect(outcome).toMatchObject({ status: "error", error: { type: "cancelled" } });
    await expect.poll(() => sandbox.stats()).toMatchObject({ active: 0, queued: 0, workersReplaced: 0 });
  });
});

const endless = { timeoutMs: 120_000, wallMs: 240_000, operationLimit: 1e15 };
