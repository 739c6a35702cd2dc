import type { Realm, Script } from "@scriptyard/model";
import { and, desc, eq } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
import type { VersionsRepository } from "./versions.ts";

type Events = VersionsRepository["events"];

export function* listEvents(
  db: Db,
  { publishEvents, scripts, users }: Tables,
  filter: Parameters<Events>[0],
): Work<Awaited<ReturnType<Events>>> {
  const found = yield* rows(
    db
      .select({ event: publishEvents, module: scripts.module, name: scripts.name, authorName: users.name })
      .from(publishEvents)
      .innerJoin(scripts, eq(scripts.id, publishEvents.scriptId))
      .leftJoin(users, eq(users.id, publishEvents.authorId))
      .where(
        and(
          eq(publishEvents.realmId, filter.realmId as Realm["id"]),
          filter.scriptId === undefined
            ? undefined
            : eq(publishEvents.scriptId, filter.scriptId as Script["id"]),
        ),
      )
      .orderBy(desc(publishEvents.at), desc(publishEvents.id))
      .limit(Math.max(1, Math.min(500, filter.limit ?? 50))),
  );
  return found.map(({ event, ...names }) => ({ ...event, ...names }));
}
