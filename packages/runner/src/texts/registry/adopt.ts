import type { Realm, Script } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { NewScript } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { announceScript, prepareScript } from "../../authoring/scripts/create.ts";
import type { DraftsPorts } from "../../authoring/scripts/drafts.ts";
import { readDraft, saveDraft } from "../../authoring/scripts/drafts.ts";
import type { Slot } from "./slots.ts";
import { liveFile } from "./slots.ts";

const system: Actor = { userId: null, requestId: null };

/**
 * The realm's own entry for a script that so far only a file or its host has: what executions, drafts and limits hang on.
 * Its draft starts as the live text.
 */
export async function adopt(
  ports: Pick<DraftsPorts, "store" | "hosts" | "clock" | "catalog" | "hub">,
  realm: Realm,
  slot: Slot,
): Promise<Script | null> {
  const { module, name } = slot;
  const known = await ports.store.scripts.byName(realm.id, module, name);
  if (known !== null) return known;
  try {
    const adoption = await prepareAdoption(ports, realm, slot);
    if (adoption === null) return null;
    const script = await ports.store.scripts.create(adoption.script, adoption.draft, adoption.samples);
    announceScript(ports, script, null);
    return script;
  } catch (error) {
    // Two requests for the same new script: the other one made it.
    if (error instanceof Fault && error.code === "conflict")
      return ports.store.scripts.byName(realm.id, module, name);
    throw error;
  }
}

/** That entry before it is stored, for whoever stores more in the same transaction; null when there is no text. */
export async function prepareAdoption(
  ports: Pick<DraftsPorts, "store" | "hosts" | "clock" | "catalog" | "hub">,
  realm: Realm,
  slot: Slot,
): Promise<NewScript | null> {
  const { module, name } = slot;
  const text = liveFile(slot) ?? slot.default;
  if (text === null) return null;
  const { hook, language, source } = text;
  const shipped = slot.default?.hook === hook ? slot.default : null;
  const samples = shipped === null ? {} : { samples: shipped.samples };
  const description = shipped?.description ?? "";
  return prepareScript(
    ports,
    { realm: realm.name, module, name, hook, language, source, description, ...samples },
    system,
  );
}

/** A draft that nobody has touched shows what is live: it goes along when the live text changes. */
export async function followDraft(
  ports: DraftsPorts,
  script: Script,
  change: { from: string | null; to: { language: string; source: string } },
): Promise<void> {
  if (script.liveVersionId !== null || script.language !== change.to.language) return;
  const draft = await readDraft(ports, script);
  if (draft.source !== change.from || draft.source === change.to.source) return;
  await saveDraft(
    ports,
    { scriptId: script.id, source: change.to.source, baseRevision: draft.revision },
    system,
  );
}
