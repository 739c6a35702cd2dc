import { inheritedLevel, type Realm, type Script } from "@scriptyard/model";
import type { RealmImport } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { tellFlow } from "../../authoring/flows/tell.ts";
import { reportPolicy } from "../../authoring/policy/update-policy.ts";
import { announce } from "../../authoring/publish/publish.ts";
import { announceScript } from "../../authoring/scripts/create.ts";
import { realmDifferences, reportChange, scriptDifferences } from "../../authoring/scripts/settings.ts";
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
  triggers: Pick<Triggers, "reload" | "followZone">,
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
  if (input.settings !== null && input.settings.after.timeZone !== realm.timeZone)
    await triggers.followZone(realm.id);
  if (input.policy !== null) ports.hub.publish({ type: "policy", realmId: realm.id });
  await reportPowers(ports, { input, realm }, actor);
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

/** What widens or narrows what scripts may do: a security event each, as where somebody changes it by hand. */
async function reportPowers(
  ports: MovingPorts,
  { input, realm }: { input: RealmImport; realm: Realm },
  actor: Actor,
): Promise<void> {
  if (input.policy !== null) reportPolicy(ports, realm, input.policy.after, actor);
  if (input.settings !== null)
    reportChange(ports, realm, actor, realmDifferences(realm, input.settings.after));
  const turns = createTurnTaker();
  const unsaid = { limits: {}, securityLevel: inheritedLevel };
  for (const { script } of input.scripts) {
    reportChange(ports, realm, actor, scriptDifferences(unsaid, script), script);
    await turns.pause();
  }
  for (const { before, after } of input.changedScripts) {
    reportChange(ports, realm, actor, scriptDifferences(before, after), before);
    await turns.pause();
  }
}
