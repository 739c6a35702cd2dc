import type { Sample, Script, User } from "@scriptyard/model";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

/** A script that is not there yet, with its first draft (revision 1) and samples. */
export type NewScript = {
  script: Script;
  /** `basedOn`: the version its text goes on from, where it does. */
  draft: { source: string; userId: User["id"] | null; basedOn?: number | null };
  samples: Sample[];
};

/** A script with its first draft (revision 1) and samples; part of a transaction. */
export function* insertScript(
  db: Db,
  t: Tables,
  { script, draft, samples }: NewScript,
): Work<Tables["scripts"]["$inferSelect"]> {
  const [row] = yield* rows(db.insert(t.scripts).values(script).returning());
  yield* rows(
    db
      .insert(t.drafts)
      .values({
        scriptId: script.id,
        source: draft.source,
        revision: 1,
        basedOnVersion: draft.basedOn ?? null,
        updatedAt: script.createdAt,
        updatedBy: draft.userId,
      })
      .returning({ scriptId: t.drafts.scriptId }),
  );
  for (const sample of samples)
    yield* rows(
      db
        .insert(t.samples)
        .values({ ...sample, scriptId: script.id })
        .returning({ id: t.samples.id }),
    );
  return row!;
}
