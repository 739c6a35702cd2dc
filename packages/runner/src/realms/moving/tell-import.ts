import type { Realm, Script } from "@scriptyard/model";
import type { RealmImport } from "@scriptyard/store";
import { noteChange } from "../../changes.ts";
import type { Core } from "../../core.ts";
import { reportOfRealm } from "../../policy/realm-event.ts";
import { announce } from "../../publish/publish.ts";
import { announceScript } from "../../scripts/create.ts";
import type { Triggers } from "../../triggers/types.ts";
import { createTurnTaker } from "../../turns.ts";
import type { Actor } from "../../types.ts";
import { showRealm } from "../tell.ts";

type Told = { by: string | null; of: string[] };

/** After the commit: forgets what was remembered, starts what is to run, and tells everybody. */
export async function tellImport(
  core: Core,
  triggers: Pick<Triggers, "reload">,
  { input, from, realm, told }: { input: RealmImport; from: string; realm: Realm; told: Told },
  actor: Actor,
): Promise<void> {
  core.catalog.forget();
  const turns = createTurnTaker();
  const byId = new Map<string, Script>();
  for (const { script, draft } of input.scripts) {
    byId.set(script.id, script);
    announceScript(core, script, draft.userId);
    await turns.pause();
  }
  for (const { before } of input.changedScripts) byId.set(before.id, before);
  for (const { before, after } of input.drafts) {
    const { scriptId } = after;
    core.hub.publish({
      type: "draft",
      realmId: realm.id,
      scriptId,
      revision: before + 1,
      userId: actor.userId,
    });
    await turns.pause();
  }
  const saved = (await core.store.realms.byId(realm.id)) ?? realm;
  for (const { after } of input.flows) core.registry.flowSaved(saved, after.name);
  for (const { after } of input.versions) {
    const script = byId.get(after.version.scriptId)!;
    announce(core, script, { ...after.event, previousVersion: script.liveVersion }, told);
    await turns.pause();
  }
  await triggers.reload(input.triggers.map(({ after }) => after));
  if (input.policy !== null) core.hub.publish({ type: "policy", realmId: realm.id });
  const parts = [
    `${input.versions.length} versions`,
    `${input.scripts.length} new scripts`,
    `${input.flows.length} flows`,
    `${input.triggers.length} triggers`,
    ...(input.settings ? ["settings"] : []),
    ...(input.policy ? ["policy"] : []),
  ];
  reportOfRealm(
    core,
    {
      realmId: realm.id,
      kind: "realm",
      subject: realm.name,
      message: `An archive of ${from} was imported: ${parts.join(", ")}.`,
    },
    actor,
  );
  noteChange(core, actor, "realm.import", { realmId: realm.id, subject: realm.name, fields: parts });
  showRealm(core, realm, "changed", actor);
}
