import type { BusMessage, DeadLetter } from "@scriptyard/model";
import { and, eq, gt, lt, notExists, sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, insertNew, prepared, rows, value, type Work } from "../work.ts";

/** What happens to a message on its way to those who subscribed. */
export type BusChange =
  /** Somebody has to handle it: one delivery for each trigger. */
  | { kind: "put"; realmId: DeadLetter["realmId"]; message: BusMessage; triggerIds: readonly string[] }
  /** A delivery is over: handled, or its dead letter is stored. */
  | { kind: "over"; deliveryId: string }
  | { kind: "attempts"; deliveryId: string; attempts: number }
  /** It will not be tried again; the letter still has to reach the table of dead letters. */
  | { kind: "dead"; deliveryId: string; letter: DeadLetter }
  /** It is tried after all: its letter is off the list. */
  | { kind: "revived"; deliveryId: string }
  /** The process stops in good order: what waits has not waited through a crash. */
  | { kind: "stopped" };

/** Names one delivery: sorts by message, so by when it was published. */
export function deliveryId(messageId: string, triggerId: string): string {
  return `${messageId}/${triggerId}`;
}

/** Applies changes in their order, for one transaction. What was applied before is not applied twice. */
export function* applyBusChanges(db: Db, t: Tables, changes: readonly BusChange[]): Work<void> {
  for (const change of changes) {
    switch (change.kind) {
      case "put":
        yield* put(t, change);
        break;
      case "over":
        yield* over(db, t, change.deliveryId);
        break;
      case "attempts":
        yield* set(db, t, change.deliveryId, { attempts: change.attempts });
        break;
      case "dead":
        yield* set(db, t, change.deliveryId, { letter: change.letter });
        break;
      case "revived":
        yield* set(db, t, change.deliveryId, { letter: null });
        break;
      case "stopped":
        yield* rows(db.update(t.busDeliveries).set({ crashes: 0 }).returning({ id: t.busDeliveries.id }));
    }
  }
}

function* put(t: Tables, { realmId, message, triggerIds }: Extract<BusChange, { kind: "put" }>): Work<void> {
  yield* insertNew(t.busMessages, "busMessages", [{ id: message.id, realmId, message }]);
  const deliveries = triggerIds.map((triggerId) => ({
    id: deliveryId(message.id, triggerId),
    attempts: 0,
    crashes: 0,
    letter: null,
  }));
  yield* insertNew(t.busDeliveries, "busDeliveries", deliveries);
}

function* over(db: Db, { busDeliveries, busMessages }: Tables, id: string): Work<void> {
  yield* prepared("bus.over", { id }, () =>
    db
      .delete(busDeliveries)
      .where(eq(busDeliveries.id, value(busDeliveries.id, "id")))
      .returning({ id: busDeliveries.id }),
  );
  const messageId = id.slice(0, id.indexOf("/"));
  // "/" and the character after it: the range of a message's deliveries.
  const values = { messageId, from: `${messageId}/`, to: `${messageId}0` };
  yield* prepared("bus.forget", values, () =>
    db
      .delete(busMessages)
      .where(
        and(
          eq(busMessages.id, value(busMessages.id, "messageId")),
          notExists(
            db
              .select({ one: sql`1` })
              .from(busDeliveries)
              .where(
                and(
                  gt(busDeliveries.id, value(busDeliveries.id, "from") as unknown as string),
                  lt(busDeliveries.id, value(busDeliveries.id, "to") as unknown as string),
                ),
              ),
          ),
        ),
      )
      .returning({ id: busMessages.id }),
  );
}

function* set(
  db: Db,
  { busDeliveries: t }: Tables,
  id: string,
  change: { attempts: number } | { letter: DeadLetter | null },
): Work<void> {
  yield* rows(db.update(t).set(change).where(eq(t.id, id)).returning({ id: t.id }));
}
