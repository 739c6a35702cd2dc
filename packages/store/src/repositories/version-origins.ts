import type { Script } from "@scriptyard/model";
import { and, eq, or } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

export type VersionKey = { scriptId: Script["id"]; number: number };

export type VersionOrigin = VersionKey & {
  authorName: string | null;
  note: string;
  at: number;
  /** What was live before it; null when nothing was. */
  previousVersion: number | null;
};

/** A version and its publish event are written as one, with one time, by which the event is found through its index. */
export function* versionOrigins(
  db: Db,
  { versions, publishEvents, users }: Tables,
  wanted: readonly VersionKey[],
): Work<VersionOrigin[]> {
  const keys = new Map(wanted.map((key) => [`${key.scriptId}/${key.number}`, key]));
  const found = yield* rows(
    db
      .select({
        scriptId: versions.scriptId,
        number: versions.number,
        name: users.name,
        email: users.email,
        note: versions.note,
        at: versions.createdAt,
        previousVersion: publishEvents.previousVersion,
      })
      .from(versions)
      .leftJoin(users, eq(users.id, versions.authorId))
      .leftJoin(
        publishEvents,
        and(
          eq(publishEvents.scriptId, versions.scriptId),
          eq(publishEvents.at, versions.createdAt),
          eq(publishEvents.versionId, versions.id),
          eq(publishEvents.kind, "publish"),
        ),
      )
      .where(
        or(
          ...[...keys.values()].map(({ scriptId, number }) =>
            and(eq(versions.scriptId, scriptId), eq(versions.number, number)),
          ),
        ),
      ),
  );
  return found.map(({ name, email, ...origin }) => ({ ...origin, authorName: name || email }));
}
