import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HostModule } from "@scriptyard/host-kit";
import { arenaRealm, hosts } from "@scriptyard/hosts";
import { newId } from "@scriptyard/model";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seedDemo } from "../../seed/seed-demo.ts";
import type { Lab, Machines } from "../../testing/lab.ts";
import { actor, openLab, startMachines } from "../../testing/lab.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const seed = ({ runner, store }: Lab) => seedDemo({ runner, store, demo: arenaRealm });
const list = async ({ runner }: Lab) =>
  (await runner.triggers.list("arena")).map(({ name, kind, summary, script, enabled, failureLimit }) => ({
    name,
    kind,
    summary,
    script: script.name,
    ready: enabled && script.live,
    // Whoever may send what they refuse must not be able to switch them off.
    lasting: failureLimit === 0,
  }));
const delivered = [
  {
    name: "battle-damage",
    kind: "bus",
    summary: "battle.damage",
    script: "damage_calculator",
    ready: true,
    lasting: true,
  },
  {
    name: "battle-event",
    kind: "bus",
    summary: "battle.event",
    script: "event_processor",
    ready: true,
    lasting: true,
  },
  {
    name: "battle-hit",
    kind: "bus",
    summary: "battle.hit",
    script: "hit_simulator",
    ready: true,
    lasting: true,
  },
  {
    name: "post-battle",
    kind: "http",
    summary: "POST /battle",
    script: "battle_endpoint",
    ready: true,
    lasting: true,
  },
];

/** A database that outlives a runner. */
async function dataFile(): Promise<{ file: string } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "scriptyard-triggers-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  return { file: join(folder, "test.db"), [Symbol.asyncDispose]: remove };
}

/** The war game with other handlers and endpoints. */
const hostsWith = (change: Partial<HostModule>) =>
  hosts.map((host) =>
    host.id === "wargame" ? { ...host, modules: host.modules.map((one) => ({ ...one, ...change })) } : host,
  );

describe("triggers that a host's modules ask for", () => {
  test("are made with the realm, once; scripts that only the host has are enough", async () => {
    await using lab = await openLab(machines, { hosts });
    await seed(lab);
    expect(await list(lab)).toEqual(delivered);
    expect(await seed(lab)).toBe(false);
    expect(await list(lab)).toEqual(delivered);
  });

  test("adopt scripts that the realm has no entry of yet", async () => {
    await using lab = await openLab(machines, { hosts });
    const { flows: _, live: __, ...settings } = arenaRealm;
    const realm = await lab.store.realms.create({ ...settings, id: newId("rlm"), createdAt: Date.now() });
    expect(await lab.store.scripts.heads(realm.id)).toEqual([]);
    expect(await lab.runner.triggers.seed("arena")).toBe(4);
    expect(await list(lab)).toEqual(delivered);
  });

  test("what was disabled, changed or deleted stays so; a host that asks for more adds that", async () => {
    await using home = await dataFile();
    const lab = await openLab(machines, { hosts: hostsWith({ endpoints: [] }), ...home });
    const { triggers } = lab.runner;
    await seed(lab);
    expect(await list(lab)).toEqual(delivered.slice(0, 3));
    const ids = Object.fromEntries((await triggers.list("arena")).map(({ name, id }) => [name, id]));
    await triggers.update(ids["battle-event"]!, { enabled: false }, actor);
    await triggers.update(ids["battle-hit"]!, { config: { topic: "battle.shot" } }, actor);
    await triggers.remove(ids["battle-damage"]!, actor);
    const left = [
      { ...delivered[1], ready: false },
      { ...delivered[2], summary: "battle.shot" },
    ];
    expect(await seed(lab)).toBe(false);
    expect(await list(lab)).toEqual(left);

    await lab[Symbol.asyncDispose]();
    await using later = await openLab(machines, { hosts, ...home });
    expect(await seed(later)).toBe(true);
    expect(await list(later)).toEqual([...left, delivered[3]]);
  });

  test("a route that somebody answers already is left to them, a name that is taken gets a number", async () => {
    await using home = await dataFile();
    const lab = await openLab(machines, { hosts: hostsWith({ endpoints: [], handlers: [] }), ...home });
    await seed(lab);
    const realm = (await lab.store.realms.byName("arena"))!;
    const idOf = async (name: string) => (await lab.store.scripts.byName(realm.id, "wargame", name))!.id;
    const make = { realm: "arena", scriptId: await idOf("battle_endpoint"), kind: "http" as const };
    await lab.runner.triggers.create({ ...make, name: "battle-event", config: { path: "/other" } }, actor);
    await lab.runner.triggers.create({ ...make, name: "mine", config: { path: "/battle" } }, actor);

    await lab[Symbol.asyncDispose]();
    await using later = await openLab(machines, { hosts, ...home });
    await seed(later);
    expect((await list(later)).map(({ name, summary }) => `${name}: ${summary}`)).toEqual([
      "battle-damage: battle.damage",
      "battle-event: POST /other",
      "battle-event-2: battle.event",
      "battle-hit: battle.hit",
      "mine: POST /battle",
    ]);
  });
});
