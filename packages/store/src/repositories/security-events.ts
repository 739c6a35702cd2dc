import type { SecurityEvent } from "@scriptyard/model";
import { and, desc, eq, lt } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
import type { Context } from "./context.ts";

export interface SecurityEventsRepository {
  /** Writes an event, or the count and last time of one that is there. */
  save(event: SecurityEvent): Promise<void>;
  /** Newest first, 500 at most. */
  list(realmId: string, filter: { kind?: SecurityEvent["kind"]; limit: number }): Promise<SecurityEvent[]>;
  /** Deletes events that last happened before `beforeMs`; answers how many. */
  prune(beforeMs: number): Promise<number>;
}

export function securityEventsRepository({ main, reader }: Context): SecurityEventsRepository {
  return {
    save: (event) =>
      guarded(
        main.tx(function* (db, { securityEvents }) {
          const { count, lastAt } = event;
          yield* rows(
            db
              .insert(securityEvents)
              .values(event)
              .onConflictDoUpdate({ target: securityEvents.id, set: { count, lastAt } })
              .returning({ id: securityEvents.id }),
          );
        }),
        { missing: `The realm ${event.realmId} is not there.` },
      ),
    list: (realmId, filter) => reader.ask(realmId, "listSecurityEvents", realmId, filter),
    prune: (beforeMs) =>
      guarded(
        main.tx(function* (db, { securityEvents }) {
          const gone = yield* rows(
            db
              .delete(securityEvents)
              .where(lt(securityEvents.lastAt, beforeMs))
              .returning({ id: securityEvents.id }),
          );
          return gone.length;
        }),
      ),
  };
}

/** With a kind it may have to look at all events of the realm. */
export function* listSecurityEvents(
  db: Db,
  { securityEvents: t }: Tables,
  realmId: string,
  { kind, limit }: { kind?: SecurityEvent["kind"]; limit: number },
): Work<SecurityEvent[]> {
  const own = eq(t.realmId, realmId as SecurityEvent["realmId"]);
  return yield* rows(
    db
      .select()
      .from(t)
      .where(kind === undefined ? own : and(own, eq(t.kind, kind)))
      .orderBy(desc(t.lastAt), desc(t.id))
      .limit(Math.max(1, Math.min(500, limit))),
  );
}
