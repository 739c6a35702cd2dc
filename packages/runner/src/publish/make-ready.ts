import type { Script } from "@scriptyard/model";
import type { Core } from "../core.ts";
import { settingsOf } from "../flows/context.ts";
import { splitConstants } from "../pipeline/constants.ts";
import { resolveActive } from "../pipeline/resolve.ts";
import { productionStarts } from "../policy/starts.ts";

/**
 * Has the engines arm what has just become live, so that the first run of it, which is somebody's login, is as quick as
 * the next. Nobody waits for this; where it fails, that run fails in the same way and tells.
 */
export async function makeReady(core: Core, { id, realmId, hook }: Script): Promise<void> {
  if (hook === null) return;
  const [realm, script] = await Promise.all([core.catalog.realmById(realmId), core.catalog.scriptById(id)]);
  const starts = await productionStarts(core, realm, script);
  const { linked, limits, policy, ...live } = await resolveActive(core, realm, script, starts);
  if (!linked.ok) return;
  const compiled = await core.compiler.compile(linked.keyed, { realm: realm.id, limits });
  if (compiled.status === "error") return;
  // A flow's context brings the realm's settings, which are armed with the script.
  const { constants } = splitConstants(
    starts.includes("flow") ? [{ realm: { settings: settingsOf(realm) } }] : [],
  );
  const { capabilities } = policy;
  core.sandbox.arm(compiled.image, { realm: realm.id, hook: live.hook, limits, capabilities, constants });
}
