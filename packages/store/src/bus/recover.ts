import type { BusMessage, DeadLetter } from "@scriptyard/model";
import { asc, sql } from "drizzle-orm";
import { objectColumn } from "../repositories/columns.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

/** A delivery that an earlier process left behind. */
export type KeptDelivery = {
  id: string;
  realmId: DeadLetter["realmId"];
  triggerId: NonNullable<DeadLetter["triggerId"]>;
  message: BusMessage;
  /** Tries that failed. */
  attempts: number;
  /** Ends of the process, other than a stop, that it has waited through; this one's predecessor included. */
  crashes: number;
  /** It is dead, and this letter of it may not have been stored. */
  letter: DeadLetter | null;
};

/** Notes that a process begins: what waits has waited through the end of the one before. */
export function* countCrashes(db: Db, { busDeliveries: t }: Tables): Work<void> {
  yield* rows(
    db
      .update(t)
      .set({ crashes: sql`${t.crashes} + 1` })
      .returning({ id: t.id }),
  );
}

/** What waits, in the order it was published. */
export function* keptDeliveries(db: Db, { busDeliveries, busMessages }: Tables): Work<KeptDelivery[]> {
  const messages = new Map<string, Tables["busMessages"]["$inferSelect"]>();
  for (const row of yield* rows(db.select().from(busMessages))) messages.set(row.id, row);
  const found = yield* rows(db.select().from(busDeliveries).orderBy(asc(busDeliveries.id)));
  return found.flatMap(({ id, attempts, crashes, letter }) => {
    const [messageId = "", triggerId = ""] = id.split("/");
    const row = messages.get(messageId);
    if (row === undefined) return [];
    const message: BusMessage = objectColumn(row.message, `bus_messages.${row.id} message`);
    return [
      {
        id,
        realmId: row.realmId,
        triggerId: triggerId as KeptDelivery["triggerId"],
        message,
        attempts,
        crashes,
        letter: letter && objectColumn(letter, `bus_deliveries.${id} letter`),
      },
    ];
  });
}
