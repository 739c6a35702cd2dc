import type { Realm, Script } from "@scriptyard/model";
import type { RealmImport } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { tellFlow } from "../../authoring/flows/tell.ts";
import { announce } from "../../authoring/publish/publish.ts";
import { announceScript } from "../../authoring/scripts/create.ts";
import { noteChange } from "../../changes.ts";
import { reportOfRealm } from "../../policy/realm-event.ts";
import type { Triggers } from "../../starters/triggers/types.ts";
import { createTurnTaker } from "../../turns.ts";
import { showRealm } from "../tell.ts";
import type { MovingPorts } from "./ports.ts";

type Told = { by: string | null; of: string[] };

/** After the commit: forgets what was remembered, starts what is to run, and tells everybody. */
export async function tellImport(
  ports: MovingPorts,
  triggers: Pick<Triggers, "reload">,
  { input, from, realm, told }: { input: RealmImport; from: string; realm: Realm; told: Told },
  actor: Actor,
): Promise<void> {
  ports.catalog.forget();
  const turns = createTurnTaker();
  const byId = new Map<string, Script>();
  for (const { script, draft } of input.scripts) {
    byId.set(script.id, script);
    announceScript(ports, script, draft.userId);
    await turns.pause();
  }
  for (const { before } of input.changedScripts) byId.set(before.id, before);
  for (const { before, after } of input.drafts) {
    const { scriptId } = after;
    ports.hub.publish({
      type: "draft",
      realmId: realm.id,
      scriptId,
      revision: before + 1,
      userId: actor.userId,
    });
    await turns.pause();
  }
  const saved = (await ports.store.realms.byId(realm.id)) ?? realm;
  const flows = new Set(input.flows.map(({ after }) => after.name));
  for (const flow of flows.size === 0 ? [] : await ports.store.flows.list(realm.id))
    if (flows.has(flow.name)) tellFlow(ports, saved, flow, { change: "published" }, actor);
  for (const { after } of input.versions) {
    const script = byId.get(after.version.scriptId)!;
    announce(ports, script, { ...after.event, previousVersion: script.liveVersion }, told);
    await turns.pause();
  }
  await triggers.reload(input.triggers.map(({ after }) => after));
  if (input.policy !== null) ports.hub.publish({ type: "policy", realmId: realm.id });
  const parts = [
    `${input.versions.length} versions`,
    `${input.scripts.length} new scripts`,
    `${input.flows.length} flows`,
    `${input.triggers.length} triggers`,
    ...(input.settings ? ["settings"] : []),
    ...(input.policy ? ["policy"] : []),
  ];
  reportOfRealm(
    ports,
    {
      realmId: realm.id,
      kind: "realm",
      subject: realm.name,
      message: `An archive of ${from} was imported: ${parts.join(", ")}.`,
    },
    actor,
  );
  noteChange(ports, actor, "realm.import", { realmId: realm.id, subject: realm.name, fields: parts });
  showRealm(ports, realm, "changed", actor);
}
