import { Fault, newId, type Script, type Trigger } from "@scriptyard/model";
import type { NewScript } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { triggerKinds } from "../../starters/triggers/all.ts";
import { configToSave } from "../../starters/triggers/config-to-save.ts";
import { createTurnTaker } from "../../turns.ts";
import { type Chosen, problemOf } from "./check.ts";
import type { MovingPorts } from "./ports.ts";

export type TriggersReady = {
  triggers: { before: Trigger | null; after: Trigger }[];
  /** Scripts of the host or of files that become the realm's own with a trigger. */
  adopted: NewScript[];
};

/**
 * The chosen triggers as they will be. New ones are switched off, and so is one that would need a secret it does not have;
 * what is wrong is written into the rows.
 *
 * @param scripts those that come along, by `module/name`
 */
export async function checkTriggers(
  ports: MovingPorts,
  { triggers, after }: Pick<Chosen, "triggers" | "after">,
  { from, scripts, actor }: { from: string; scripts: ReadonlyMap<string, Script>; actor: Actor },
): Promise<TriggersReady> {
  const ready: TriggersReady = { triggers: [], adopted: [] };
  const adopted = new Map<string, Script>();
  const now = ports.clock();
  const claimed = new Map<string, string>();
  const coming = new Set(triggers.map(({ moved }) => moved.name));
  for (const other of await ports.store.triggers.list(after.id)) {
    const claim = coming.has(other.name) ? null : claimOf(other);
    if (claim !== null) claimed.set(claim.key, other.name);
  }
  const turns = createTurnTaker();
  for (const { moved, here, row } of triggers) {
    await turns.pause();
    row.problem ??= await problemOf(async () => {
      const kind = triggerKinds[moved.kind];
      const script = scripts.get(moved.script) ?? (await scriptHere(moved.script));
      if (script.hook !== kind.hook)
        throw new Fault("bad_request", `script: ${moved.script} does not have the hook ${kind.hook}.`);
      const off = `Imported from ${from}. Look at it, then enable it.`;
      const trigger: Trigger = {
        ...(here ?? {
          id: newId("trg", now),
          realmId: after.id,
          kind: moved.kind,
          name: moved.name,
          enabled: false,
          disabledReason: off,
          sealedSecret: null,
          createdAt: now,
        }),
        description: moved.description,
        failureLimit: moved.failureLimit,
        config: await configToSave(ports, kind, moved.config, { realm: after, actor }),
        scriptId: script.id,
        updatedAt: Math.max(now, here?.updatedAt ?? 0),
      };
      const claim = claimOf(trigger);
      const holder = claim && claimed.get(claim.key);
      if (claim && holder !== undefined && holder !== null)
        throw new Fault("conflict", `${claim.path}: the trigger "${holder}" has this ${claim.what} here.`);
      if (claim) claimed.set(claim.key, trigger.name);
      const needsSecret = kind.needsSecret(trigger);
      const lacksSecret = trigger.enabled && trigger.sealedSecret === null && needsSecret;
      const turnedOff = lacksSecret ? { enabled: false, disabledReason: off } : {};
      // As where it is changed by hand: a secret that nothing asks for is not kept for later.
      const sealedSecret = needsSecret ? trigger.sealedSecret : null;
      ready.triggers.push({ before: here, after: { ...trigger, ...turnedOff, sealedSecret } });
    });
  }
  return ready;

  async function scriptHere(specifier: string): Promise<Script> {
    const known = adopted.get(specifier);
    if (known !== undefined) return known;
    const [module = "", name = ""] = specifier.split("/");
    const { script, adoption } = await ports.registry.find(after, module, name);
    if (adoption !== null) {
      adopted.set(specifierOf(script), script);
      ready.adopted.push(adoption);
    }
    return script;
  }
}

/** What no other trigger of the realm may have too. */
function claimOf(trigger: Trigger): { key: string; path: string; what: string } | null {
  const claim = triggerKinds[trigger.kind].claim(trigger);
  return claim && { ...claim, key: `${trigger.kind} ${claim.key}` };
}
