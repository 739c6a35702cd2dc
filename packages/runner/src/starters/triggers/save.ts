import type { Trigger } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { announceScript } from "../../authoring/scripts/create.ts";
import type { EventHub } from "../../events/hub.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { Prepared } from "./create.ts";

export type TriggerSavePorts = {
  store: Store;
  catalog: Catalog;
  hub: EventHub;
};

/**
 * Stores a prepared trigger, with its script where that has to become the realm's own. When somebody else adopted the script
 * in between, the trigger is prepared anew, on the script that is there now.
 */
export async function savePrepared(
  ports: TriggerSavePorts,
  prepare: () => Promise<Prepared>,
  write: (prepared: Prepared) => Promise<Trigger>,
): Promise<{ saved: Trigger; secret: string | null }> {
  const prepared = await prepare();
  const { adoption, secret } = prepared;
  try {
    const saved = await write(prepared);
    if (adoption !== null) announceScript(ports, adoption.script, adoption.draft.userId);
    return { saved, secret };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "conflict" || adoption === null) throw error;
    const { realmId, module, name } = adoption.script;
    if ((await ports.store.scripts.byName(realmId, module, name)) === null) throw error;
    const again = await prepare();
    return { saved: await write(again), secret: again.secret };
  }
}
