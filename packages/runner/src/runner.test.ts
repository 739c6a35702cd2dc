import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RunnerEvent } from "./events/types.ts";
import type { Lab, Machines } from "./testing/lab.ts";
import { actor, openLab, sampleContext, startMachines } from "./testing/lab.ts";
import { fault } from "./testing/scripts.ts";

const first = `export function onExecute(context: LoginContext, form: LoginForm | null): FlowResult {
  log.info("checked", { ip: context.request.ip, dice: Math.random() });
  flow.set("seenAt", Date.now());
  return { action: "continue", outcome: "calm" };
}
`;
const broken = first.replace(
  'log.info("checked"',
  "const users: { name: string }[] = [];\n  log.info(users[0]!.name",
);

let machines: Machines;
let lab: Lab;
beforeAll(async () => {
  machines = await startMachines();
  lab = await openLab(machines);
});
afterAll(async () => {
  await lab?.[Symbol.asyncDispose]();
  await machines?.[Symbol.asyncDispose]();
});

describe("the main job", () => {
  test("create, preview, publish, run, fail, replay, fix, publish, roll back", async () => {
    const { runner, store, recorder, realm } = lab;
    const stop = new AbortController();
    const seen: RunnerEvent[] = [];
    const events = runner.events({ realmId: realm.id }, stop.signal);
    const listening = (async () => {
      for await (const event of events) seen.push(event);
    })();
    const args = [sampleContext(machines.host), null];
    const run = () => runner.execute({ realm: "test", module: "login", name: "gate", args }, actor);

    const { script, draft } = await runner.createScript(
      {
        realm: "test",
        module: "login",
        name: "gate",
        hook: "onExecute",
        language: "typescript",
        source: first,
      },
      actor,
    );
    expect((await fault(run())).message).toMatch(/login\/gate was never published.*publish/);

    const preview = await runner.preview({ scriptId: script.id, args, seed: "s1", clockMs: 1_000 }, actor);
    expect(preview).toMatchObject({
      status: "ok",
      trigger: "preview",
      draftRevision: 1,
      draftSource: first,
      versionId: null,
    });
    expect(preview.result).toEqual({ action: "continue", outcome: "calm" });
    expect(preview.effects).toEqual([{ name: "flow.set", args: ["seenAt", 1_000] }]);

    const published = await runner.publish(
      { scriptId: script.id, note: " first ", revision: draft.revision },
      actor,
    );
    expect(published.version).toMatchObject({ number: 1, note: "first", source: first });
    expect(await run()).toMatchObject({ status: "ok", version: 1, trigger: "http", action: "continue" });

    const revision = await lab.save(script.id, broken);
    expect(revision).toBe(2);
    await lab.republish(script.id);
    const failed = await run();
    expect(failed).toMatchObject({ status: "error", version: 2, errorType: "execution", effects: [] });
    expect(failed.error?.stack[0]).toMatchObject({ file: "login/gate", line: 3, function: "onExecute" });

    await recorder.flush();
    const stored = await store.executions.byId(failed.id);
    expect(stored?.errorGroupId).toMatch(/^erg_/);
    expect(stored).toMatchObject({ seed: failed.seed, clockMs: failed.clockMs, imageHash: failed.imageHash });

    const again = await runner.replay({ executionId: failed.id }, actor);
    expect(again).toMatchObject({ same: true, differences: [], sameImage: true });
    expect(again.execution).toMatchObject({ trigger: "replay", replayOf: failed.id, version: 2 });

    await lab.save(script.id, first.replace("calm", "fixed"));
    const onDraft = await runner.replay({ executionId: failed.id, on: "draft" }, actor);
    expect(onDraft).toMatchObject({ same: false, sameImage: false });
    expect(onDraft.differences).toContain("status");
    expect(onDraft.execution).toMatchObject({ status: "ok", draftRevision: 3 });

    await lab.republish(script.id);
    expect(await run()).toMatchObject({ status: "ok", version: 3, result: { outcome: "fixed" } });

    const back = await runner.rollback({ scriptId: script.id, toVersion: 1, note: "as it was" }, actor);
    expect(back).toMatchObject({ kind: "rollback", version: 1, previousVersion: 3 });
    expect(await run()).toMatchObject({ version: 1, result: { outcome: "calm" } });

    stop.abort();
    await listening;
    const kinds = seen.map((event) => (event.type === "published" ? event.event.kind : event.type));
    expect(kinds.filter((kind) => kind === "publish")).toHaveLength(3);
    expect(kinds.filter((kind) => kind === "rollback")).toHaveLength(1);
    expect(kinds.filter((kind) => kind === "execution").length).toBeGreaterThanOrEqual(7);
    expect(kinds).toContain("draft");
  });

  test("a successful run replays bit for bit: same numbers, same clock, same operations", async () => {
    await lab.publish("login/dice", first);
    const args = [sampleContext(machines.host), null];
    const original = await lab.runner.execute({ realm: "test", module: "login", name: "dice", args }, actor);
    const again = await lab.runner.replay({ executionId: original.id }, actor);
    expect(again.differences).toEqual([]);
    expect(again.execution.logs).toEqual(original.logs);
    expect(again.execution.metrics.operations).toBe(original.metrics.operations);
  });

  test("restore copies a version into the draft; a draft that moved on is not overwritten", async () => {
    const { scriptId } = await lab.publish("login/restored", first);
    await lab.save(scriptId, broken);
    const refused = await lab.runner.restore({ scriptId, version: 1, baseRevision: 1 }, actor);
    expect(refused).toMatchObject({
      ok: false,
      conflict: { current: { source: broken }, yours: { source: first } },
    });
    const restored = await lab.runner.restore({ scriptId, version: 1, baseRevision: 2 }, actor);
    expect(restored).toMatchObject({ ok: true, draft: { source: first, revision: 3, basedOnVersion: 1 } });
    expect(
      (await fault(lab.runner.restore({ scriptId, version: 9, baseRevision: 3 }, actor))).message,
    ).toMatch(/no version 9.*1 to 1/);
  });

  test("two tabs on one draft: the later save of an older text gets both texts", async () => {
    const { scriptId } = await lab.publish("login/tabs", first);
    await lab.save(scriptId, `${first}// one`);
    const late = await lab.runner.saveDraft({ scriptId, source: `${first}// two`, baseRevision: 1 }, actor);
    expect(late).toMatchObject({
      ok: false,
      conflict: { yours: { source: `${first}// two`, baseRevision: 1 } },
    });
    const same = await lab.runner.saveDraft({ scriptId, source: `${first}// one`, baseRevision: 2 }, actor);
    expect(same).toMatchObject({ ok: true, changed: false, draft: { revision: 2 } });
  });

  test("after dispose nothing new starts", async () => {
    const other = await openLab(machines);
    await other.runner[Symbol.asyncDispose]();
    const refused = await fault(
      other.runner.execute({ realm: "test", module: "a", name: "b", args: [] }, actor),
    );
    expect(refused.code).toBe("unavailable");
    await other[Symbol.asyncDispose]();
  });
});

describe("refusals name what to do", () => {
  test.each([
    ["realm", { realm: "tset", module: "login", name: "gate" }, /no realm "tset".*Known realms: test/],
    ["module", { realm: "test", module: "nope", name: "gate" }, /no script "nope\/gate"/],
  ])("an unknown %s", async (_what, where, message) => {
    const refused = await fault(lab.runner.execute({ ...where, args: [] }, actor));
    expect(refused.code).toBe("not_found");
    expect(refused.message).toMatch(message);
  });

  test("input that is not the hook's", async () => {
    await lab.publish("login/strict", first);
    const where = { realm: "test", module: "login", name: "strict" };
    const refused = await fault(lab.runner.execute({ ...where, args: [{ request: 1 }, null] }, actor));
    expect(refused.code).toBe("bad_request");
    expect(refused.message).toMatch(/context\.realm: is missing/);
  });

  test("publishing without a note, from an older revision, or with errors", async () => {
    const { scriptId } = await lab.publish("login/gated", first);
    const publish = (note: string, revision: number) =>
      lab.runner.publish({ scriptId, note, revision }, actor);
    expect((await fault(publish("  ", 1))).message).toMatch(/^note: is empty/);
    expect((await fault(publish("x".repeat(501), 1))).message).toMatch(/501 characters/);
    expect(await fault(publish("ok", 7))).toMatchObject({ code: "conflict", details: { revision: 1 } });

    await lab.save(scriptId, first.replace("context.request.ip", "context.request.ipp"));
    const refused = await fault(publish("typo", 2));
    expect(refused.code).toBe("draft_invalid");
    const { diagnostics } = refused.details as { diagnostics: { line: number; source: string }[] };
    expect(diagnostics).toEqual([expect.objectContaining({ line: 2, source: "types", severity: "error" })]);

    await lab.save(scriptId, `${first}\nthrow new Error("at the top");\n`);
    const throws = await fault(publish("throws", 3));
    expect(throws.code).toBe("draft_invalid");
    expect(throws.message).toMatch(/at the top/);
    expect((throws.details as { diagnostics: { line: number }[] }).diagnostics[0]?.line).toBe(7);
  });

  test("a repeated publish with the same key answers the first one", async () => {
    const { scriptId } = await lab.publish("login/keyed", first);
    const request = { scriptId, note: "keyed", revision: 1, idempotencyKey: "k-1" };
    const one = await lab.runner.publish(request, actor);
    const two = await lab.runner.publish(request, actor);
    expect(two.event.id).toBe(one.event.id);
    expect(two.version.number).toBe(2);
    await lab.save(scriptId, broken);
    expect((await lab.runner.publish(request, actor)).event.id).toBe(one.event.id);
  });

  test("a version that somebody edited in the database does not run", async () => {
    const { scriptId } = await lab.publish("login/signed", first);
    const version = (await lab.store.versions.byNumber(scriptId, 1))!;
    const { verifyVersion } = await import("./texts/catalog/verify.ts");
    const { plainVersionHash, versionHash, versionKeyOf } = await import("./texts/version-hash.ts");
    const key = versionKeyOf((await lab.store.meta.get("trigger.seal-key"))!);
    const verify = (change: Partial<typeof version>) => () => verifyVersion({ ...version, ...change }, key);
    expect(verify({})()).toEqual(version);
    expect(verify({ compiled: `${version.compiled}// evil` })).toThrow(/will not run/);
    expect(verify({ limits: { timeoutMs: 5_000 } })).toThrow(/will not run/);
    // Hashed anew, as whoever edits the database can; and with the key of another installation.
    const evil = { ...version, compiled: `${version.compiled}// evil` };
    expect(verify({ ...evil, sha256: plainVersionHash(evil) })).toThrow(/will not run/);
    expect(verify({ ...evil, sha256: versionHash(evil, versionKeyOf("another")) })).toThrow(/will not run/);
  });
});
