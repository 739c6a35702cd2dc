// Long: one lab for all that a policy holds; each test is read by itself.
import { mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyPolicy, type LimitsChange, type RealmPolicy, type SecurityEvent } from "@scriptyard/model";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createRunner } from "../runner.ts";
import { actor, type Lab, type Machines, openLab, sampleContext, startMachines } from "../testing/lab.ts";
import { fault } from "../testing/scripts.ts";
import type { PolicyFileReport } from "./policy-file.ts";

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
});
beforeEach(async () => {
  lab = await openLab(machines);
  return () => lab[Symbol.asyncDispose]();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const script = (body: string, imports = "") =>
  `${imports}export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {\n${body}\n}\n`;
const go = 'return { action: "continue" };';
const publishes = script(`events.publish("a.b", {}); ${go}`);

const setPolicy = (policy: Partial<RealmPolicy>) =>
  lab.runner.updatePolicy("test", { ...emptyPolicy, ...policy }, actor);
const execute = (name: string) => {
  const args = [sampleContext(machines.host), null];
  return lab.runner.execute({ realm: "test", module: "p", name, args }, actor);
};
const preview = (scriptId: string) =>
  lab.runner.preview({ scriptId, args: [sampleContext(machines.host), null] }, actor);
async function securityEvents(): Promise<SecurityEvent[]> {
  await lab.recorder.flush();
  return (await lab.store.securityEvents.list(lab.realm.id, {}, { limit: 50 })).items;
}

describe("a realm's policy", () => {
  test("is not written over one that it was not made from", async () => {
    const { revision } = await lab.runner.policy("test");
    const http = [{ host: "api.test", methods: ["GET" as const] }];
    await setPolicy({ levels: { production: { deny: ["events.publish"] } } });
    const late = lab.runner.updatePolicy("test", { ...emptyPolicy, http }, actor, revision);
    expect(await fault(late)).toMatchObject({ code: "conflict" });
    const now = await lab.runner.policy("test");
    expect(now.policy.levels).toHaveProperty("production");
    const updated = await lab.runner.updatePolicy("test", { ...now.policy, http }, actor, now.revision);
    expect(updated.policy).toMatchObject({ http, levels: now.policy.levels });
    // Of two who are as far at the same moment one is refused.
    const { revision: both } = await lab.runner.policy("test");
    const level = (defaultLevel: "safe" | "development") =>
      lab.runner.updatePolicy("test", { ...now.policy, defaultLevel }, actor, both);
    const ends = await Promise.allSettled([level("safe"), level("development")]);
    expect(ends.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("takes a capability away from the next run on, live and in previews, and gives it back", async () => {
    const { scriptId } = await lab.publish("p/announces", publishes);
    expect((await execute("announces")).effects).toHaveLength(1);

    await setPolicy({ levels: { production: { deny: ["events.publish"] } } });
    const live = await execute("announces");
    expect(live).toMatchObject({
      status: "error",
      errorType: "security_violation",
      effects: [],
      error: {
        message: expect.stringMatching(
          /events\.publish needs the capability "events\.publish".*"production"/,
        ),
        policy: { levels: ["production"], capability: "events.publish" },
        stack: [expect.objectContaining({ file: "p/announces", line: 2 }), ...live.error!.stack.slice(1)],
      },
    });
    expect(await preview(scriptId)).toMatchObject({ errorType: "security_violation" });
    const [finding] = await lab.runner.check({ scriptId }, actor);
    expect(finding).toMatchObject({
      code: "scriptyard/capability",
      source: "policy",
      line: 2,
      severity: "error",
    });
    const draft = await lab.store.drafts.get(scriptId);
    const refused = fault(lab.runner.publish({ scriptId, note: "again", revision: draft!.revision }, actor));
    expect((await refused).code).toBe("draft_invalid");

    await setPolicy({});
    expect((await execute("announces")).status).toBe("ok");
  });

  test("a violation is a security event: stored once and counted, pushed, and so is the change of the policy", async () => {
    await lab.publish("p/loud", publishes);
    const stop = new AbortController();
    const pushed = lab.runner.events({ types: ["security"] }, stop.signal)[Symbol.asyncIterator]();
    await setPolicy({ defaultLevel: "safe" });
    const first = await execute("loud");
    for (let i = 0; i < 4; i++) await execute("loud");
    expect((await pushed.next()).value).toMatchObject({ event: { kind: "policy", subject: "defaultLevel" } });
    expect((await pushed.next()).value).toMatchObject({
      type: "security",
      event: { kind: "capability", subject: "events.publish", level: "safe", script: "p/loud", version: 1 },
    });
    stop.abort();
    await expect.poll(async () => (await securityEvents()).map((event) => event.count)).toEqual([5, 1]);
    expect((await securityEvents())[0]).toMatchObject({ executionId: first.id, trigger: "http" });
  });

  test("a function the script asks for first is a warning: it runs without it", async () => {
    const { script: made } = await lab.runner.createScript(
      {
        realm: "test",
        module: "p",
        name: "careful",
        hook: "onExecute",
        language: "typescript",
        source: script(`if (typeof events !== "undefined") events.publish("a.b", {}); ${go}`),
      },
      actor,
    );
    await setPolicy({ defaultLevel: "safe" });
    const run = await preview(made.id);
    expect(run.status).toBe("ok");
    expect(run.diagnostics).toContainEqual(
      expect.objectContaining({ code: "scriptyard/capability", severity: "warning" }),
    );
  });

  test("a method that an argument carries goes with its capability", async () => {
    await lab.publish("p/picky", script(`form!.fail("code", "no"); ${go}`));
    await setPolicy({ levels: { production: { deny: ["form.write"] } } });
    const args = [sampleContext(machines.host), { code: "1" }];
    const run = await lab.runner.execute({ realm: "test", module: "p", name: "picky", args }, actor);
    expect(run).toMatchObject({
      errorType: "security_violation",
      error: { policy: { capability: "form.write" } },
    });
  });

  test("a library outside of the level is a finding, and stops a version that was pinned to it before", async () => {
    await lab.publish("shared/dates", "export const day = 1;\n", { hook: null });
    const source = script(`log.info(String(day)); ${go}`, 'import { day } from "shared/dates";\n');
    const { scriptId } = await lab.publish("p/imports", source);
    expect((await execute("imports")).status).toBe("ok");

    await setPolicy({ levels: { production: { libraries: ["other/*"] } } });
    const run = await execute("imports");
    expect(run).toMatchObject({
      errorType: "security_violation",
      error: {
        message: expect.stringMatching(/"shared\/dates" is not allowed at the security level "production"/),
        policy: { library: "shared/dates" },
        stack: [{ file: "p/imports", line: 1 }],
      },
    });
    expect(await lab.runner.check({ scriptId }, actor)).toContainEqual(
      expect.objectContaining({ code: "scriptyard/library-refused", source: "policy", line: 1 }),
    );
    expect((await preview(scriptId)).error).toMatchObject({ policy: { library: "shared/dates" } });
    await setPolicy({ levels: { production: { libraries: ["shared/*"] } } });
    expect((await execute("imports")).status).toBe("ok");
  });

  test("rules hold flows, triggers and scripts to a level, also where their settings say more", async () => {
    const { scriptId } = await lab.publish("p/held", script(go));
    await lab.runner.updateSettings(
      scriptId,
      { securityLevel: "development", limits: { timeoutMs: 4_000 } },
      actor,
    );
    await lab.republish(scriptId);
    expect((await execute("held")).limits.timeoutMs).toBe(4_000);
    for (const rule of [{ flow: "p" }, { trigger: "http" as const }, { script: "p/held" }]) {
      await setPolicy({ rules: [{ ...rule, level: "safe" }] });
      expect((await execute("held")).limits.timeoutMs).toBe(200);
      expect((await preview(scriptId)).limits.timeoutMs).toBe(200);
      expect((await lab.runner.scriptPolicy(scriptId)).policy).toMatchObject({
        levels: ["development", "safe"],
        narrowed: [{ name: "timeoutMs", asked: 4_000, allowed: 200, by: "safe" }],
      });
    }
    for (const rule of [{ flow: "q" }, { trigger: "flow" as const }, { script: "p/other" }]) {
      await setPolicy({ rules: [{ ...rule, level: "safe" }] });
      expect((await execute("held")).limits.timeoutMs).toBe(4_000);
    }
  });

  test("a limit is judged alone: one that the policy narrowed since stops no change of another", async () => {
    const { scriptId } = await lab.publish("p/apart", script(go));
    const set = (limits: LimitsChange) => lab.runner.updateSettings(scriptId, { limits }, actor);
    await set({ timeoutMs: 400 });
    await setPolicy({ levels: { production: { limits: { timeoutMs: 100 } } } });
    expect((await set({ logLines: 5 })).limits).toEqual({ timeoutMs: 400, logLines: 5 });
    expect((await fault(set({ timeoutMs: 300 }))).message).toMatch(/^limits\.timeoutMs: 300 is more than/);
    await setPolicy({});
  });

  test("levels of its own extend a built-in one; a used one cannot go; problems have paths", async () => {
    await setPolicy({ levels: { strict: { extends: "safe", limits: { timeoutMs: 33 } } } });
    const { scriptId } = await lab.publish("p/strict", script(go));
    await lab.runner.updateSettings(scriptId, { securityLevel: "strict" }, actor);
    expect((await preview(scriptId)).limits.timeoutMs).toBe(33);
    expect((await fault(setPolicy({}))).message).toMatch(
      /levels\.strict: a script has this level: p\/strict/,
    );
    const view = await lab.runner.policy("test");
    expect(view.levels.find((level) => level.name === "strict")).toMatchObject({
      builtIn: false,
      changed: true,
      limits: { timeoutMs: 33 },
      inherited: { limits: { timeoutMs: 200 } },
    });

    const refused = await fault(setPolicy({ defaultLevel: "nope", levels: { x: { grant: ["teleport"] } } }));
    expect(refused.code).toBe("bad_request");
    expect(refused.details).toMatchObject({
      issues: [{ path: "defaultLevel" }, { path: "levels.x.extends" }, { path: "levels.x.grant.0" }],
    });
  });

  test("a level may be called what objects have anyhow, and is kept all the same while a script has it", async () => {
    await setPolicy({
      levels: { constructor: { extends: "safe", limits: { timeoutMs: 50 } } } as RealmPolicy["levels"],
    });
    const { scriptId } = await lab.publish("p/odd", script(go));
    await lab.runner.updateSettings(scriptId, { securityLevel: "constructor" }, actor);
    expect((await fault(setPolicy({}))).message).toMatch(
      /levels\.constructor: a script has this level: p\/odd/,
    );
    await lab.runner.updateSettings(scriptId, { securityLevel: "default" }, actor);
    await setPolicy({});
    expect((await securityEvents()).map(({ subject }) => subject)).toContain("levels.constructor");
  });

  test("runs under way finish as they began", async () => {
    await lab.publish("p/slow", script("for (;;) {}"));
    await lab.publish("p/usual", script(go));
    const usual = (await execute("usual")).limits.timeoutMs;
    const under = execute("slow");
    const { runner } = lab;
    await expect.poll(() => runner.stats().sandbox.active, { interval: 1 }).toBe(1);
    await setPolicy({ levels: { production: { limits: { timeoutMs: 5 } } } });
    expect(usual).toBeGreaterThan(5);
    expect((await under).limits.timeoutMs).toBe(usual);
    expect((await execute("slow")).limits.timeoutMs).toBe(5);
  });

  test("a replay keeps the recorded limits, but never beyond the policy of now", async () => {
    await lab.publish("p/again", script(go));
    const run = await execute("again");
    const { runner } = lab;
    expect((await runner.replay({ executionId: run.id }, actor)).same).toBe(true);
    await setPolicy({ levels: { production: { limits: { timeoutMs: 40 } } } });
    expect((await runner.replay({ executionId: run.id }, actor)).execution.limits.timeoutMs).toBe(40);
  });
});

describe("the installation's file", () => {
  const folder = mkdtempSync(join(tmpdir(), "scriptyard-policy-"));
  const path = join(folder, "policy.json");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  let writes = 0;
  const write = (content: unknown) => {
    // Replaced by a rename, as editors and deployments do.
    const next = join(folder, `next-${++writes}.json`);
    writeFileSync(next, typeof content === "string" ? content : JSON.stringify(content));
    renameSync(next, path);
  };
  const open = (reports: PolicyFileReport[]) =>
    createRunner({
      store: lab.store,
      recorder: lab.recorder,
      sandbox: machines.sandbox,
      checker: machines.checker,
      workshop: machines.workshop,
      hosts: [machines.host],
      policyFile: { path, intervalMs: 10, onReport: (report) => void reports.push(report) },
    });

  test("what the server was started with is named by its setting, not as a level", async () => {
    const { scriptId } = await lab.publish("p/large", script(go));
    await using runner = await createRunner({
      store: lab.store,
      recorder: lab.recorder,
      sandbox: machines.sandbox,
      checker: machines.checker,
      workshop: machines.workshop,
      hosts: [machines.host],
      maxLimits: { memoryLimitBytes: 10_000_000 },
    });
    const change = { limits: { memoryLimitBytes: 12_000_000 } };
    await expect(runner.updateSettings(scriptId, change, actor)).rejects.toThrow(
      "limits.memoryLimitBytes: 12000000 is more than the installation allows (10000000). " +
        "Set 10000000 or less, or have SCRIPT_MAX_MEMORY_BYTES raised where the server is started.",
    );
  });

  test("holds in every realm, is followed, and keeps its last valid content", async () => {
    await lab.publish("p/filed", script(go));
    write({ levels: { production: { limits: { timeoutMs: 60 } } } });
    const reports: PolicyFileReport[] = [];
    await using runner = await open(reports);
    const args = [sampleContext(machines.host), null];
    const timeout = async () =>
      (await runner.execute({ realm: "test", module: "p", name: "filed", args }, actor)).limits.timeoutMs;
    expect(await timeout()).toBe(60);

    write({ levels: { production: { limits: { timeoutMs: 70 } } } });
    await expect.poll(() => reports).toEqual([{ ok: true, levels: ["production"] }]);
    expect(await timeout()).toBe(70);

    write('{ "levels": { "production": { "limits": ');
    await expect.poll(() => reports.length).toBe(2);
    expect(reports[1]).toMatchObject({ ok: false });
    expect(await timeout()).toBe(70);
    expect(runner.stats().policyFile?.problems).toHaveLength(1);

    write({ levels: { production: { limits: { timeoutMs: 80 } } } });
    await expect.poll(() => reports.length).toBe(3);
    expect(await timeout()).toBe(80);
    expect(runner.stats().policyFile?.problems).toEqual([]);
  });

  test("that is not valid at the start is refused with every problem", async () => {
    write({
      levels: { safe: { limits: { timeoutMs: -1 }, libraries: ["*"] }, own: { grant: ["teleport"] } },
    });
    const first = await fault(open([]));
    expect(first.message).toMatch(/levels\.safe\.limits\.timeoutMs[\s\S]*levels\.safe\.libraries/);
    write({ levels: { own: { grant: ["teleport"] } } });
    expect((await fault(open([]))).message).toMatch(/levels\.own\.extends[\s\S]*levels\.own\.grant\.0/);
    rmSync(path);
    expect((await fault(open([]))).message).toMatch(/no such file/);
  });
});
