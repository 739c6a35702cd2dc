import type { SecurityEvent } from "@scriptyard/model";
import { and, desc, eq, lt } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Store } from "../types.ts";
import { rows } from "../work.ts";
import type { Context } from "./context.ts";

export function securityEventsRepository({ main }: Context): Store["securityEvents"] {
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
    list: (realmId, { kind, limit }) =>
      guarded(
        main.read(function* (db, { securityEvents }) {
          const own = eq(securityEvents.realmId, realmId as SecurityEvent["realmId"]);
          return yield* rows(
            db
              .select()
              .from(securityEvents)
              .where(kind === undefined ? own : and(own, eq(securityEvents.kind, kind)))
              .orderBy(desc(securityEvents.lastAt), desc(securityEvents.id))
              .limit(Math.max(1, Math.min(500, limit))),
          );
        }),
      ),
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
