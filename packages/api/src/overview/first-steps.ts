import type { Host } from "@scriptyard/host-kit";
import type { Json, Realm } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** What whoever brings their own product does first, in order, once they have opened the example. */
export type FirstStep = "previewed" | "published" | "called" | "replayed";

export type FirstSteps = {
  /** The script that the host ships for its first hook. */
  example: { module: string; name: string; sample: string; args: Json[] };
  /** By what really happened in the realm, whoever did it. */
  done: { [step in FirstStep]: boolean };
};

/** Null where there is nothing to begin with: a realm of a host that came with Scriptyard, or one that ships no example. */
export const firstSteps = operator
  .input(inRealm)
  .query(async ({ ctx, input }): Promise<FirstSteps | null> => {
    const realm = await realmOf(ctx, input.realm);
    if (!ctx.isOwnHost(realm.hostId)) return null;
    const example = exampleOf(ctx.runner.hostOf(realm));
    return example && { example, done: await doneIn(ctx.store, realm) };
  });

function exampleOf({ hooks, defaults }: Host): FirstSteps["example"] | null {
  for (const hook of hooks)
    for (const script of defaults) {
      const [sample] = script.samples;
      if (script.hook !== hook.name || sample === undefined) continue;
      return { module: script.module, name: script.name, sample: sample.name, args: sample.args as Json[] };
    }
  return null;
}

async function doneIn(store: Store, { id: realmId }: Realm): Promise<FirstSteps["done"]> {
  const ran = async (trigger: "preview" | "http" | "replay") =>
    (await store.executions.list({ realmId, trigger }, { limit: 1 })).items.length > 0;
  const [events, previewed, called, replayed] = await Promise.all([
    store.versions.events({ realmId, limit: 1 }),
    ran("preview"),
    ran("http"),
    ran("replay"),
  ]);
  return { previewed, published: events.length > 0, called, replayed };
}
