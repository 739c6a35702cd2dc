import { arenaRealm, demoRealm, hosts, wargame } from "@scriptyard/hosts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab, Machines } from "../testing/lab.ts";
import { actor, openLab, startMachines } from "../testing/lab.ts";
import { seedDemo } from "./seed-demo.ts";

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines?.[Symbol.asyncDispose]());

const counts = async ({ store }: Lab) => {
  const realm = (await store.realms.byName("acme"))!;
  const scripts = await store.scripts.heads(realm.id);
  const events = await store.versions.events({ realmId: realm.id, limit: 500 });
  return {
    realms: (await store.realms.list()).filter((r) => r.name === "acme").length,
    scripts: scripts.length,
    unpublished: scripts.filter((s) => s.liveVersion !== 1).map((s) => `${s.module}/${s.name}`),
    publishes: events.length,
    flows: (await store.flows.list(realm.id)).map((f) => f.name).sort(),
  };
};

describe("the demo realm", () => {
  test("is made once: every script published as version 1 with its samples, every flow", async () => {
    await using lab = await openLab(machines);
    const { runner, store } = lab;
    expect(await seedDemo({ runner, store, demo: demoRealm })).toBe(true);
    const made = await counts(lab);
    const total = machines.host.defaults.length;
    expect(made).toEqual({
      realms: 1,
      scripts: total,
      unpublished: [],
      publishes: total,
      flows: demoRealm.flows.map((f) => f.name).sort(),
    });
    const realm = (await store.realms.byName("acme"))!;
    const { module, name, samples } = machines.host.defaults.find((d) => d.samples.length > 0)!;
    const script = (await store.scripts.byName(realm.id, module, name))!;
    expect((await store.samples.list(script.id)).map((s) => s.name).sort()).toEqual(
      samples.map((s) => s.name).sort(),
    );
    expect(await seedDemo({ runner, store, demo: demoRealm })).toBe(false);
    expect(await counts(lab)).toEqual(made);
  });

  test("that lives from defaults has its scripts and samples, and nothing published", async () => {
    await using lab = await openLab(machines, { hosts });
    const { runner, store } = lab;
    expect(await seedDemo({ runner, store, demo: arenaRealm })).toBe(true);
    const realm = (await store.realms.byName("arena"))!;
    const scripts = await store.scripts.heads(realm.id);
    expect(scripts.map((script) => script.liveVersion)).toEqual(wargame.defaults.map(() => null));
    for (const { module, name, hook, samples } of wargame.defaults.filter((one) => one.hook !== null)) {
      const run = await runner.execute({ realm: "arena", module, name, args: samples[0]!.args }, actor);
      expect(run).toMatchObject({ status: "ok", hook, sourceRef: { layer: "default" } });
    }
  });

  test("that was archived since stays as it is: the server starts", async () => {
    await using lab = await openLab(machines, { hosts });
    const { runner, store } = lab;
    await seedDemo({ runner, store, demo: arenaRealm });
    await runner.realms.archive("arena", actor);
    expect(await seedDemo({ runner, store, demo: arenaRealm })).toBe(false);
  });

  test("goes on where an interrupted seed stopped", async () => {
    await using lab = await openLab(machines);
    const { runner, store } = lab;
    let publishes = 0;
    const dying = {
      ...runner,
      publish: (...args: Parameters<typeof runner.publish>) => {
        publishes += 1;
        if (publishes > 3) throw new Error("power cut");
        return runner.publish(...args);
      },
    };
    await expect(seedDemo({ runner: dying, store, demo: demoRealm })).rejects.toThrow("power cut");
    expect((await counts(lab)).publishes).toBe(3);
    expect(await seedDemo({ runner, store, demo: demoRealm })).toBe(true);
    const made = await counts(lab);
    expect(made).toMatchObject({ unpublished: [], publishes: machines.host.defaults.length });
  });

  test("every default script answers each of its samples without an error", async () => {
    await using lab = await openLab(machines);
    const { runner, store } = lab;
    await seedDemo({ runner, store, demo: demoRealm });
    const failures: string[] = [];
    for (const { module, name, hook, samples } of machines.host.defaults) {
      if (hook === null) continue;
      for (const sample of samples) {
        const run = await runner.execute({ realm: "acme", module, name, args: sample.args }, actor);
        if (run.status === "error")
          failures.push(`${module}/${name} on "${sample.name}": ${run.error?.message}`);
      }
    }
    expect(failures).toEqual([]);
  });
});
