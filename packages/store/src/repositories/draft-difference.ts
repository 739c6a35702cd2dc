import { type Script, sameLines } from "@scriptyard/model";
import { eq } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, first, places, prepared, value, type Work } from "../work.ts";

/**
 * Says in the script's row whether its draft differs from what is live; part of every act that changes one of the two, after
 * the script's row was locked. Lists know it then without reading texts.
 */
export function* noteDifference(
  db: Db,
  { scripts, versions }: Tables,
  { id, liveVersionId }: Pick<Script, "id" | "liveVersionId">,
  draftSource: string,
): Work<void> {
  const live =
    liveVersionId === null
      ? null
      : yield* first(
          db.select({ source: versions.source }).from(versions).where(eq(versions.id, liveVersionId)),
        );
  const draftDiffers = live !== null && !sameLines(live.source, draftSource);
  yield* prepared("scripts.draftDiffers", { id, draftDiffers }, () =>
    db
      .update(scripts)
      .set(places("draftDiffers"))
      .where(eq(scripts.id, value(scripts.id, "id")))
      .returning({ id: scripts.id }),
  );
}
