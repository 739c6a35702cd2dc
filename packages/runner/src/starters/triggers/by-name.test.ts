import { afterAll, beforeAll, expect, test } from "vitest";
import { openArena } from "../../testing/arena.ts";
import type { Machines } from "../../testing/lab.ts";
import { actor, startMachines } from "../../testing/lab.ts";
import { fault } from "../../testing/scripts.ts";
import { onMessage, until } from "../../testing/trigger-scripts.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const bus = (name: string, script: string, topic = "battle.hit") =>
  ({ realm: "arena", kind: "bus", name, script, config: { topic, attempts: 1 } }) as const;
const ownScripts = async ({ store, realm }: Pick<Awaited<ReturnType<typeof openArena>>, "store" | "realm">) =>
  (await store.scripts.heads(realm.id)).map((script) => `${script.module}/${script.name}`);

test("a trigger names a default nobody has opened yet; both are made together, and it runs", async () => {
  await using arena = await openArena(machines);
  const { triggers } = arena.runner;
  await triggers.start();
  expect(await ownScripts(arena)).toEqual([]);
  const { trigger } = await triggers.create(bus("hits", "wargame/hit_simulator"), actor);
  expect(trigger.script).toEqual({ module: "wargame", name: "hit_simulator", live: true });
  expect(await ownScripts(arena)).toEqual(["wargame/hit_simulator"]);
  expect(await arena.store.samples.list(trigger.scriptId)).not.toEqual([]);
  const payload = { battle: "b-1", attacker: "red-1", defender: "blue-1", weapon: "rifle" };
  await triggers.publish("arena", { topic: "battle.hit", payload });
  await until("a run of the trigger", async () => (await triggers.byId(trigger.id)).state.lastRunAt !== null);

  // The other way of naming it goes on, and a change may name another that is nobody's own yet.
  const { script: _, ...byId } = { ...bus("by-id", ""), scriptId: trigger.scriptId };
  expect((await triggers.create(byId, actor)).trigger.scriptId).toBe(trigger.scriptId);
  const moved = await triggers.update(trigger.id, { script: "wargame/damage_calculator" }, actor);
  expect(moved.trigger.script).toMatchObject({ name: "damage_calculator", live: true });
  expect(await ownScripts(arena)).toEqual(["wargame/damage_calculator", "wargame/hit_simulator"]);
});

test("a trigger names a file that no host ships", async () => {
  await using arena = await openArena(machines, {
    files: { "wargame/scout.ts": onMessage('log.info("x")') },
  });
  const { trigger } = await arena.runner.triggers.create(bus("scout", "wargame/scout"), actor);
  expect(trigger.script).toEqual({ module: "wargame", name: "scout", live: true });
});

test("a refused trigger leaves no script behind", async () => {
  await using arena = await openArena(machines);
  const { triggers } = arena.runner;
  await triggers.create(bus("taken", "wargame/hit_simulator"), actor);
  const refused = async (more: object) => {
    const input = { ...bus("taken", "wargame/damage_calculator"), ...more };
    const { code, message } = await fault(triggers.create(input, actor));
    return `${code} ${message}`;
  };
  expect(await refused({})).toMatch(/^conflict name: there is already a trigger "taken"/);
  expect(await refused({ name: "other", config: {} })).toMatch(/^bad_request config\.topic: /);
  expect(await refused({ name: "other", script: "wargame/battle_endpoint" })).toMatch(
    /^bad_request script: wargame\/battle_endpoint has the hook onRequest; this trigger needs/,
  );
  expect(await refused({ name: "other", script: "shared/rand" })).toMatch(
    /^bad_request script: shared\/rand is a library/,
  );
  expect(await refused({ name: "other", script: "wargame/nobody" })).toMatch(
    /^not_found script: Realm "arena" has no script "wargame\/nobody"\./,
  );
  for (const script of ["", "wargame", "a/b/c", "../x/y", "Wargame/x", "wargame/<b>", `w/${"x".repeat(200)}`])
    expect(await refused({ name: "other", script })).toMatch(
      /^bad_request script: ".*" names no script\. Send module\/name/,
    );
  expect(await refused({ name: "other", script: undefined })).toMatch(/^bad_request script: missing\. Send/);
  expect(await refused({ name: "other", scriptId: "scr_x" })).toMatch(/^bad_request script: scriptId names/);
  expect(await ownScripts(arena)).toEqual(["wargame/hit_simulator"]);
});

test("two at the same moment adopt it once, and both are made", async () => {
  await using arena = await openArena(machines);
  const { triggers } = arena.runner;
  const names = ["one", "two", "three", "four"];
  const made = await Promise.all(
    names.map((name) => triggers.create(bus(name, "wargame/hit_simulator", `battle.${name}`), actor)),
  );
  expect(new Set(made.map(({ trigger }) => trigger.scriptId)).size).toBe(1);
  expect(await ownScripts(arena)).toEqual(["wargame/hit_simulator"]);
});
