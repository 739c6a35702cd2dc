import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  createSandbox,
  type Sandbox,
  type SandboxEventMap,
  type SandboxEventName,
} from "@scriptyard/sandbox";
import { afterEach, describe, expect, it } from "vitest";
import { hostModules, image, invocation, limits, program } from "./programs.ts";

const native = "export function onExecute() { return [].indexOf.call({ length: 2 ** 53 - 1 }, 1) }";
const quick = "export function onExecute(n) { return n + 1 }";
const names: SandboxEventName[] = [
  "script_compiled",
  "script_executed",
  "limit_hit",
  "worker_replaced",
  "cache_evicted",
  "security_violation",
];

type Told = { [Name in SandboxEventName]: { name: Name } & SandboxEventMap[Name] }[SandboxEventName];

describe("events, stats and health", () => {
  let open: Sandbox[] = [];
  const start = async (options: Parameters<typeof createSandbox>[0] = {}) => {
    const sandbox = await createSandbox({ workers: 1, hostModules, ...options });
    open.push(sandbox);
    const told: Told[] = [];
    for (const name of names) sandbox.events.on(name, (event) => told.push({ name, ...event } as Told));
    const of = <Name extends SandboxEventName>(name: Name) =>
      told.filter((event): event is Extract<Told, { name: Name }> => event.name === name);
    return { sandbox, told, of };
  };
  afterEach(async () => {
    await Promise.all(open.map((sandbox) => sandbox[Symbol.asyncDispose]()));
    open = [];
  });

  it.each([0, 1])("tell what is compiled and run, with %i workers", async (workers) => {
    const { sandbox, told } = await start({ workers });
    const made = await image(sandbox, quick);
    await image(sandbox, quick);
    await sandbox.compile(program("export const = 1"));
    const outcome = await sandbox.execute(made, invocation([1]));
    const subject = { image: made.hash, hook: "onExecute", realm: "acme" };
    expect(told).toEqual([
      {
        name: "script_compiled",
        image: made.hash,
        entry: "hostile/program",
        compileUs: expect.any(Number),
        bytes: made.bytes,
        error: null,
      },
      expect.objectContaining({ name: "script_compiled", bytes: 0, error: "invalid_syntax" }),
      { name: "script_executed", ...subject, error: null, metrics: outcome.metrics },
    ]);
    expect(sandbox.stats()).toMatchObject({
      isolation: workers === 0 ? "inline" : "thread",
      workers,
      active: 0,
      queued: 0,
      compilations: 2,
      executions: 1,
      successes: 1,
      failures: 0,
      successRate: 1,
      cache: { count: 1, bytes: made.bytes, hits: 1, misses: 2, hitRate: 1 / 3, evictions: 0 },
    });
    const [worker] = sandbox.stats().perWorker.filter((one) => one.runs > 0);
    expect(worker).toMatchObject({ state: "idle", boots: workers === 0 ? 3 : 1 });
    expect(worker!.memoryBytes).toBeGreaterThanOrEqual(16 << 20);
    expect(sandbox.health()).toEqual({ status: "healthy", reasons: [] });
  });

  it("tell of limits and of what scripts may not do", async () => {
    const { sandbox, of } = await start();
    const subject = { hook: "onExecute", realm: "acme" };
    const spin = await image(sandbox, "export function onExecute() { for (;;) {} }");
    await sandbox.execute(spin, invocation([], limits({ timeoutMs: 20 })));
    const chatty = await image(
      sandbox,
      "export function onExecute() { for (let i = 9; i--; ) log.info('x') }",
    );
    await sandbox.execute(chatty, invocation([], limits({ logLines: 2 })));
    const thief = await image(sandbox, "const kept = secret; export function onExecute() { kept() }");
    await sandbox.execute(thief, invocation());
    expect(of("limit_hit")).toEqual([
      {
        name: "limit_hit",
        image: spin.hash,
        ...subject,
        limit: { name: "timeoutMs", value: 20, reached: expect.any(Number) },
        ended: true,
      },
      {
        name: "limit_hit",
        image: chatty.hash,
        ...subject,
        limit: { name: "logLines", value: 2 },
        ended: false,
      },
    ]);
    expect(of("security_violation")).toMatchObject([
      { image: thief.hash, ...subject, message: expect.stringContaining("secret"), stack: expect.any(Array) },
    ]);
    expect(sandbox.stats()).toMatchObject({ executions: 3, successes: 1, failures: 2, successRate: 1 / 3 });
  });

  it("tell why a worker was replaced, and the next run is right", async () => {
    const { sandbox, of } = await start({ recycleAfterRuns: 10 });
    const [made, hang] = [await image(sandbox, quick), await image(sandbox, native)];
    const greedy = await image(sandbox, "export function onExecute() { const a = []; for (;;) a.push({}) }");
    const next = async () => {
      const outcome = await sandbox.execute(
        made,
        invocation([1], { realm: "next", ...limits({ timeoutMs: 5_000 }) }),
      );
      expect(outcome).toMatchObject({ status: "ok", result: 2 });
    };
    const why = () => of("worker_replaced").map((event) => [event.why, event.detail] as const);
    await sandbox.execute(hang, invocation([], limits({ timeoutMs: 20 })));
    await next();
    expect(why()).toEqual([["overrun", "native code outlived its budget"]]);
    await sandbox.execute(greedy, invocation([], limits({ timeoutMs: 5_000, memoryLimitBytes: 1_000_000 })));
    await next();
    expect(why().slice(1)).toEqual([["recycled", "memory"]]);
    for (let i = 0; i < 12; i++) await next();
    expect(why().slice(2)).toEqual([["recycled", "runs"]]);
    expect(sandbox.stats()).toMatchObject({ workersReplaced: 1, instancesRecycled: 2 });
    const worker = () => sandbox.stats().perWorker.find((one) => one.runs > 0)!;
    expect(worker().id).toBe(of("worker_replaced").at(-1)!.worker);
    // A thread writes what it holds down after its answer.
    await expect.poll(() => worker().boots, { timeout: 20_000 }).toBe(3);
  });

  it("tell of images that left the cache; they still run", async () => {
    // They share most of their pages, which count once: room for little more than one.
    const { sandbox, of } = await start({ imageCacheBytes: 1 });
    const made = [];
    for (let i = 0; i < 5; i++) made.push(await image(sandbox, `export const onExecute = () => ${i};`));
    const gone = of("cache_evicted").map((event) => event.image);
    expect(gone.length).toBeGreaterThan(0);
    expect(gone).toEqual(made.slice(0, gone.length).map((one) => one.hash));
    expect(sandbox.stats().cache).toMatchObject({ evictions: gone.length, count: 5 - gone.length });
    expect(await sandbox.execute(made[0]!, invocation())).toMatchObject({ status: "ok", result: 0 });
  });

  it("survive listeners that throw or reject, and stop when disposed", async () => {
    const { sandbox } = await start();
    const made = await image(sandbox, quick);
    const heard: string[] = [];
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on("warning", onWarning);
    {
      using _throws = sandbox.events.on("script_executed", () => {
        throw new Error("one");
      });
      using _rejects = sandbox.events.on("script_executed", async () => {
        throw new Error("two");
      });
      using _hears = sandbox.events.on("script_executed", () => heard.push("three"));
      expect(await sandbox.execute(made, invocation([1]))).toMatchObject({ status: "ok" });
    }
    await sandbox.execute(made, invocation([1]));
    expect(heard).toEqual(["three"]);
    await expect.poll(() => warnings.length).toBe(2);
    expect(warnings.map((warning) => warning.message).join()).toMatch(/one[\s\S]*two/);
    process.off("warning", onWarning);
  });

  it("call a long queue and many lost workers degraded", async () => {
    const { sandbox } = await start({ queueLimit: 5, maxWaitMs: 60_000 });
    const hang = await image(sandbox, native);
    const runs = Array.from({ length: 6 }, () =>
      sandbox.execute(hang, invocation([], limits({ timeoutMs: 20 }))),
    );
    expect(sandbox.health()).toMatchObject({
      status: "degraded",
      reasons: [expect.stringMatching(/^5 runs wait for an engine, of at most 5/)],
    });
    await Promise.all(runs);
    await expect
      .poll(() => sandbox.health(), { timeout: 20_000 })
      .toMatchObject({
        status: "degraded",
        reasons: [expect.stringMatching(/^6 engines had to be replaced/)],
      });
  });

  it("call a sandbox that cannot start engines unhealthy, answer its callers, and notice when it can again", async () => {
    const folder = mkdtempSync(join(tmpdir(), "scriptyard-test-"));
    const file = join(folder, "host.mjs");
    writeFileSync(file, "export const hostCalls = {};");
    const { sandbox } = await start({ hostModules: { probe: pathToFileURL(file).href } });
    const [made, hang] = [await image(sandbox, quick), await image(sandbox, native)];
    await expect
      .poll(() => sandbox.stats().perWorker.map((one) => one.state), { timeout: 20_000 })
      .toEqual(["idle", "idle"]);
    rmSync(file);
    // Of two realms: what is new of one that cost an engine is kept from the last that is ready.
    for (const realm of ["acme", "arena"])
      await sandbox.execute(hang, invocation([], { realm, ...limits({ timeoutMs: 20 }) }));
    await expect.poll(() => sandbox.health().status, { timeout: 20_000 }).toBe("unhealthy");
    expect(sandbox.health().reasons).toEqual([expect.stringMatching(/^No engine can be started/)]);
    const lost = await sandbox.execute(made, invocation([1]));
    expect(lost).toMatchObject({ status: "error", error: { type: "engine_failure" } });
    writeFileSync(file, "export const hostCalls = {};");
    const found = await sandbox.execute(made, invocation([1], limits({ timeoutMs: 5_000 })));
    expect(found).toMatchObject({ status: "ok", result: 2 });
    expect(sandbox.health().status).not.toBe("unhealthy");
    rmSync(folder, { recursive: true });
  });
});
