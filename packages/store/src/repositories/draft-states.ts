import {
  type Draft,
  type DraftAct,
  type DraftState,
  draftHistory,
  type ImportAct,
  type RenameAct,
} from "@scriptyard/model";
import { and, asc, desc, eq, getTableColumns, inArray, notInArray, type SQL, sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, first, places, prepared, rows, value, type Work } from "../work.ts";

/**
 * Writes a save into the history, as part of its transaction: into the newest state while that is the same person's of this
 * minute, else as a new one. An act is always a state of its own, and the state that was published is never written again.
 *
 * @returns whether it is a new one; `makeRoomOfRealm` has to follow then
 */
export function* noteState(
  db: Db,
  t: Tables,
  { before, after, act }: { before: Draft; after: Draft; act: DraftAct | RenameAct | ImportAct | undefined },
): Work<boolean> {
  const newest = yield* newestState(db, t, before);
  const { source, revision, updatedAt: at, updatedBy: userId } = after;
  const goesOn =
    act === undefined &&
    newest.kind === "save" &&
    newest.publishedVersion === null &&
    newest.userId === userId &&
    at - newest.beganAt < draftHistory.oneStateMs;
  if (goesOn) {
    yield* rows(
      db
        .update(t.draftStates)
        .set({ source, revision, at, bytes: Buffer.byteLength(source) })
        .where(eq(t.draftStates.id, newest.id))
        .returning({ id: t.draftStates.id }),
    );
    return false;
  }
  yield* insertState(db, t, after, act?.kind ?? "save", act ? originOf(act) : null);
  yield* makeRoomOfScript(db, t, after.scriptId);
  return true;
}

/** The draft's text became a version: what is saved from now on is another state. */
export function* sealState(db: Db, t: Tables, draft: Draft, version: number): Work<void> {
  const { id } = yield* newestState(db, t, draft);
  yield* rows(
    db
      .update(t.draftStates)
      .set({ publishedVersion: version })
      .where(eq(t.draftStates.id, id))
      .returning({ id: t.draftStates.id }),
  );
}

/** Newest first. */
export function* stateRows(db: Db, { draftStates }: Tables, where: SQL | undefined): Work<DraftState[]> {
  const { id: _, ...columns } = getTableColumns(draftStates);
  return yield* rows(db.select(columns).from(draftStates).where(where).orderBy(desc(draftStates.revision)));
}

type StateRow = Omit<Tables["draftStates"]["$inferSelect"], "source">;

/** The state the draft is in. A script that has none yet, or a draft of an earlier version of the product, begins its history with it. */
function* newestState(db: Db, t: Tables, draft: Draft): Work<StateRow> {
  const { draftStates } = t;
  const { scriptId } = draft;
  const [newest] = yield* prepared("draftStates.newest", { scriptId }, () => {
    const { source: _, ...columns } = getTableColumns(draftStates);
    return db
      .select(columns)
      .from(draftStates)
      .where(eq(draftStates.scriptId, value(draftStates.scriptId, "scriptId")))
      .orderBy(desc(draftStates.revision))
      .limit(1);
  });
  return newest?.revision === draft.revision ? newest : yield* insertState(db, t, draft, "start", null);
}

function* insertState(
  db: Db,
  { draftStates }: Tables,
  draft: Draft,
  kind: DraftState["kind"],
  origin: number | null,
): Work<StateRow> {
  const { scriptId, revision, source, updatedAt: at, updatedBy: userId } = draft;
  const state = {
    id: `${scriptId}/${revision}`,
    scriptId,
    revision,
    kind,
    origin,
    publishedVersion: null,
    userId,
    beganAt: at,
    at,
    bytes: Buffer.byteLength(source),
    source,
  };
  const [row] = yield* prepared("draftStates.insert", state, () =>
    db
      .insert(draftStates)
      .values(places(...Object.keys(state)))
      .returning(),
  );
  return row!;
}

function originOf(act: DraftAct | RenameAct | ImportAct): number | null {
  if (act.kind === "import") return null;
  if (act.kind === "restore") return act.revision;
  return act.kind === "rename" ? act.scripts : act.version;
}

/** Its oldest states go; never the two newest, which a compare needs. */
function* makeRoomOfScript(db: Db, t: Tables, scriptId: Draft["scriptId"]): Work<void> {
  const { draftStates } = t;
  const own = yield* prepared("draftStates.sizes", { scriptId }, () =>
    db
      .select({ id: draftStates.id, bytes: draftStates.bytes })
      .from(draftStates)
      .where(eq(draftStates.scriptId, value(draftStates.scriptId, "scriptId")))
      .orderBy(desc(draftStates.revision)),
  );
  let kept = 0;
  const surplus = own.filter(({ bytes }, i) => {
    kept += bytes;
    return i >= draftHistory.states || (i >= 2 && kept > draftHistory.bytesPerScript);
  });
  yield* removeStates(db, t, surplus);
}

/**
 * The realm's oldest states go, where it has more than it may: once for all that were noted in a transaction. None of theirs,
 * since a compare needs them.
 */
export function* makeRoomOfRealm(db: Db, t: Tables, noted: readonly Draft["scriptId"][]): Work<void> {
  const [scriptId] = noted;
  if (scriptId === undefined) return;
  const { draftStates, scripts } = t;
  const script = yield* first(
    db.select({ realmId: scripts.realmId }).from(scripts).where(eq(scripts.id, scriptId)),
  );
  const ofRealm = eq(scripts.realmId, script!.realmId);
  const [total] = yield* rows(
    db
      .select({ bytes: sql<number>`coalesce(sum(${draftStates.bytes}), 0)`.mapWith(Number) })
      .from(draftStates)
      .innerJoin(scripts, eq(scripts.id, draftStates.scriptId))
      .where(ofRealm),
  );
  let over = total!.bytes - draftHistory.bytesPerRealm;
  if (over <= 0) return;
  const oldest = yield* rows(
    db
      .select({ id: draftStates.id, bytes: draftStates.bytes })
      .from(draftStates)
      .innerJoin(scripts, eq(scripts.id, draftStates.scriptId))
      .where(and(ofRealm, notInArray(draftStates.scriptId, [...noted])))
      .orderBy(asc(draftStates.at), asc(draftStates.id))
      .limit(500),
  );
  const going = oldest.filter(({ bytes }) => {
    const needed = over > 0;
    over -= bytes;
    return needed;
  });
  yield* removeStates(db, t, going);
}

function* removeStates(db: Db, { draftStates }: Tables, states: readonly { id: string }[]): Work<void> {
  if (states.length === 0) return;
  const ids = states.map(({ id }) => id);
  yield* rows(db.delete(draftStates).where(inArray(draftStates.id, ids)).returning({ id: draftStates.id }));
}
