import type { SecurityEvent } from "@scriptyard/model";
import { and, desc, eq, lt, sql } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Page } from "../page.ts";
import { decodeCursor, encodeCursor, pageSize } from "../records/cursor.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
import type { Context } from "./context.ts";

export interface SecurityEventsRepository {
  /** Writes an event, or the count and last time of one that is there. */
  save(event: SecurityEvent): Promise<void>;
  /** Newest first. One that counts up meanwhile moves to the front: a later page may lack it or have it again. */
  list(
    realmId: string,
    filter: { kind?: SecurityEvent["kind"] },
    page: { cursor?: string | null; limit: number },
  ): Promise<Page<SecurityEvent>>;
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
    list: (realmId, filter, page) => reader.ask(realmId, "listSecurityEvents", realmId, filter, page),
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
  { kind }: { kind?: SecurityEvent["kind"] },
  page: { cursor?: string | null; limit: number },
): Work<Page<SecurityEvent>> {
  const limit = pageSize(page.limit);
  const position = decodeCursor(page.cursor);
  const found = yield* rows(
    db
      .select()
      .from(t)
      .where(
        and(
          eq(t.realmId, realmId as SecurityEvent["realmId"]),
          kind === undefined ? undefined : eq(t.kind, kind),
          position ? sql`(${t.lastAt}, ${t.id}) < (${position.atMs}, ${position.id})` : undefined,
        ),
      )
      .orderBy(desc(t.lastAt), desc(t.id))
      .limit(limit + 1),
  );
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    next: found.length > limit && last ? encodeCursor({ atMs: last.lastAt, id: last.id }) : null,
  };
}
