import type { DeadLetter } from "@scriptyard/model";
import type { Kit } from "./kit.ts";

/** Messages that somebody still has to handle. Beside the records, so that a run and what it did to them are one transaction. */
export function busMessagesTable(k: Kit) {
  return k.table("bus_messages", {
    id: k.text<DeadLetter["message"]["id"]>("id").primaryKey(),
    realmId: k.text<DeadLetter["realmId"]>("realm_id").notNull(),
    message: k.json<DeadLetter["message"]>("message").notNull(),
  });
}

/** One row for each subscription that has yet to handle a message; it goes in the transaction that records the run. */
export function busDeliveriesTable(k: Kit) {
  return k.table("bus_deliveries", {
    /** `<message>/<trigger>`: sorts by message, and those of one message stand together. */
    id: k.text("id").primaryKey(),
    attempts: k.int("attempts").notNull(),
    /** Ends of the process, other than a stop, that it has waited through. */
    crashes: k.int("crashes").notNull(),
    /** It will not be tried again: the letter on its way to `dead_letters`. */
    letter: k.json<DeadLetter>("letter"),
  });
}
