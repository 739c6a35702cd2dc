import { newId, type Realm, type Trigger } from "@scriptyard/model";
import { uniqueSlug } from "./fixtures.ts";

export function aTrigger(
  script: { id: Trigger["scriptId"]; realmId: Realm["id"] },
  over: Partial<Trigger> = {},
): Trigger {
  return {
    id: newId("trg"),
    realmId: script.realmId,
    kind: "bus",
    name: uniqueSlug("t"),
    description: "Orders",
    scriptId: script.id,
    config: { topic: "orders.*", nested: { list: [1, null] } },
    enabled: true,
    disabledReason: null,
    failureLimit: 10,
    sealedSecret: null,
    createdAt: 1_000,
    updatedAt: 1_000,
    ...over,
  };
}
