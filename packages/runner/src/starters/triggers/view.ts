import type { Trigger, TriggerState } from "@scriptyard/model";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { Registry } from "../../texts/registry/registry.ts";
import { triggerKinds } from "./all.ts";
import { triggerRevision } from "./revision.ts";
import type { Supervisor } from "./supervisor.ts";
import type { TriggerView } from "./types.ts";

export type ViewPorts = {
  catalog: Catalog;
  hooksUrl: string;
  registry: Registry;
};

/** A trigger as people see it: what it listens to, where, how it fares. Never its secret. */
export async function viewOf(
  ports: ViewPorts,
  supervisor: Supervisor,
  trigger: Trigger,
  state: TriggerState,
): Promise<TriggerView> {
  const { sealedSecret, ...shown } = trigger;
  const realm = await ports.catalog.anyRealmById(trigger.realmId);
  const script = await ports.catalog.scriptById(trigger.scriptId);
  const { module, name } = script;
  const running = supervisor.running(trigger.id);
  const address = triggerKinds[trigger.kind].address(trigger, realm);
  return {
    ...shown,
    revision: triggerRevision(trigger),
    hasSecret: sealedSecret !== null,
    summary: triggerKinds[trigger.kind].summary(trigger),
    address: address === null ? null : `${ports.hooksUrl}${address}`,
    script: { module, name, live: (await ports.registry.liveLayer(script)) !== null },
    state,
    nextAt: running?.nextAt?.() ?? null,
    waiting: running?.waiting?.() ?? null,
  };
}
