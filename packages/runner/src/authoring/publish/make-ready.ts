import type { Script } from "@scriptyard/model";
import type { Sandbox } from "@scriptyard/sandbox";
import type { Store } from "@scriptyard/store";
import type { Compiler } from "../../engine/compiler.ts";
import { splitConstants } from "../../engine/constants.ts";
import { productionStarts } from "../../policy/starts.ts";
import { settingsOf } from "../../starters/flows/context.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { Texts } from "../../texts/texts.ts";
import { newestFirst } from "../../turns.ts";

export type MakeReadyPorts = {
  store: Store;
  sandbox: Sandbox;
  catalog: Catalog;
  compiler: Compiler;
  texts: Texts;
};

/** By the compiler that all of a runner's ports share. */
const waiting = new WeakMap<Compiler, (job: () => Promise<void>) => void>();

/**
 * Has the engines arm what has just become live, so that the first run of it, which is somebody's login, is as quick as
 * the next. Nobody waits for this; where it fails, that run fails in the same way and tells. One after the other, the newest
 * first: an import may publish two thousand at once, and whoever publishes one meanwhile is not behind them all.
 */
export function makeReady(ports: MakeReadyPorts, script: Script): void {
  if (script.hook === null) return;
  const add = waiting.get(ports.compiler) ?? newestFirst();
  waiting.set(ports.compiler, add);
  add(() => armOne(ports, script));
}

async function armOne(ports: MakeReadyPorts, { id, realmId }: Script): Promise<void> {
  const [realm, script] = await Promise.all([ports.catalog.realmById(realmId), ports.catalog.scriptById(id)]);
  const starts = await productionStarts(ports, realm, script);
  const { linked, limits, policy, ...live } = await ports.texts.active(realm, script, starts);
  if (!linked.ok) return;
  const compiled = await ports.compiler.compile(linked.keyed, { realm: realm.id, limits, trialOf: null });
  if (compiled.status === "error") return;
  // A flow's context brings the realm's settings, which are armed with the script.
  const { constants } = splitConstants(
    starts.includes("flow") ? [{ realm: { settings: settingsOf(realm) } }] : [],
  );
  const { capabilities } = policy;
  ports.sandbox.arm(compiled.image, { realm: realm.id, hook: live.hook, limits, capabilities, constants });
}
