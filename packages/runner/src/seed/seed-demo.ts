import type { ScriptDefault } from "@scriptyard/host-kit";
import type { Flow, Realm } from "@scriptyard/model";
import { Fault, newId } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../actor.ts";
import type { Runner } from "../runner.ts";

/**
 * A realm to start with, as a host package describes it: settings, flows, and visitors to try them as. Its scripts are
 * the host's defaults.
 */
export type DemoRealm = Omit<Realm, "id" | "createdAt"> & {
  flows: readonly Omit<Flow, "id" | "realmId" | "liveVersion" | "createdAt" | "updatedAt">[];
  personas?: readonly unknown[];
  product?: unknown;
  /** `defaults` publishes nothing: the realm runs on its host's defaults, so files and publishes have something to replace. */
  live?: "versions" | "defaults";
};

export type SeedInput = { runner: Runner; store: Store; demo: DemoRealm; clock?: () => number };

const actor: Actor = { userId: null, requestId: null };
const note = "First version, as delivered";

/**
 * Creates the demo realm once: realm, scripts with samples, version 1 of each, flows; and each trigger that its host's
 * modules ask for, also those of a newer host. Every part is looked for before it
 * is made, so a seed that was interrupted goes on where it stopped, and a seeded installation is left alone.
 *
 * @returns whether this call made anything
 */
export async function seedDemo({ runner, store, demo, clock = Date.now }: SeedInput): Promise<boolean> {
  const { flows, personas: _personas, product: _product, live = "versions", ...settings } = demo;
  const mark = `seed.demo.${demo.name}`;
  const there = await store.realms.byName(demo.name);
  // There is nothing to add to.
  if (there?.closed) return false;
  if ((await store.meta.get(mark)) !== null)
    return there !== null && (await runner.triggers.seed(demo.name)) > 0;
  const realm =
    there ?? (await store.realms.create({ ...settings, id: newId("rlm", clock()), createdAt: clock() }));
  const defaults = runner.hostOf(realm).defaults;
  for (const script of defaults) await createMissing(runner, store, realm, script);
  if (live === "versions") await publishAll(runner, store, realm, defaults);
  for (const flow of flows) {
    if ((await store.flows.byName(realm.id, flow.name)) !== null) continue;
    const now = clock();
    await runner.saveFlow(
      { ...flow, id: newId("flw", now), realmId: realm.id, createdAt: now, updatedAt: now },
      actor,
    );
  }
  await runner.triggers.seed(realm.name);
  await store.meta.set(mark, new Date(clock()).toISOString());
  return true;
}

async function createMissing(
  runner: Runner,
  store: Store,
  realm: Realm,
  wanted: ScriptDefault,
): Promise<void> {
  if ((await store.scripts.byName(realm.id, wanted.module, wanted.name)) !== null) return;
  const { module, name, hook, language, description, source, samples } = wanted;
  await runner.createScript(
    { realm: realm.name, module, name, hook, language, description, source, samples },
    actor,
  );
}

/** Libraries before their users. Libraries may need each other, so whatever is refused is tried again after the rest. */
async function publishAll(
  runner: Runner,
  store: Store,
  realm: Realm,
  defaults: readonly ScriptDefault[],
): Promise<void> {
  let waiting = [...defaults].sort((a, b) => Number(a.hook !== null) - Number(b.hook !== null));
  while (waiting.length > 0) {
    const refused: ScriptDefault[] = [];
    let reason: unknown;
    for (const wanted of waiting) {
      try {
        await publishFirst(runner, store, realm, wanted);
      } catch (cause) {
        if (!(cause instanceof Fault) || cause.code !== "draft_invalid") throw cause;
        refused.push(wanted);
        reason = cause;
      }
    }
    if (refused.length === waiting.length) {
      const names = refused.map((s) => `${s.module}/${s.name}`).join(", ");
      throw new Error(`seed: the host's own scripts could not be published: ${names}`, { cause: reason });
    }
    waiting = refused;
  }
}

async function publishFirst(
  runner: Runner,
  store: Store,
  realm: Realm,
  wanted: ScriptDefault,
): Promise<void> {
  const script = await store.scripts.byName(realm.id, wanted.module, wanted.name);
  if (script === null || script.liveVersion !== null) return;
  const draft = await store.drafts.get(script.id);
  await runner.publish({ scriptId: script.id, note, revision: draft?.revision ?? 1 }, actor);
}
