import { addressOfTrigger, holdsAll, type Realm, type Trigger, wordsOf } from "@scriptyard/model";
import { asc, eq } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

/** `address`: what it answers to, in words. */
export type TriggerHit = Pick<Trigger, "id" | "name" | "kind"> & { address: string };

/**
 * Triggers in whose name, description or address every word occurs, by name. Of a configuration only the address is looked
 * at: what else is in it is nobody's to guess. Runs where the reader runs: it looks at every trigger of the realm.
 */
export function* searchTriggers(
  db: Db,
  { triggers }: Tables,
  realmId: string,
  { text, limit }: { text: string; limit: number },
): Work<TriggerHit[]> {
  const { id, name, kind, description, config } = triggers;
  const words = wordsOf(text);
  const all = yield* rows(
    db
      .select({ id, name, kind, description, config })
      .from(triggers)
      .where(eq(triggers.realmId, realmId as Realm["id"]))
      .orderBy(asc(name)),
  );
  return all
    .map((trigger) => ({ ...trigger, address: addressOf(trigger.kind, trigger.config) }))
    .filter((hit) => holdsAll(`${hit.name} ${hit.kind} ${hit.description} ${hit.address}`, words))
    .slice(0, limit)
    .map(({ id, name, kind, address }) => ({ id, name, kind, address }));
}

/** @example addressOf("http", { method: "POST", path: "/orders" }) // "POST /orders" */
function addressOf(kind: Trigger["kind"], config: Trigger["config"]): string {
  return addressOfTrigger[kind]
    .map((field) => config[field])
    .filter((value) => typeof value === "string")
    .join(" ");
}
