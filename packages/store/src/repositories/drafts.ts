import {
  type Draft,
  type DraftAct,
  type DraftConflict,
  type DraftState,
  Fault,
  type ImportAct,
  newId,
  type RenameAct,
  type Script,
  type User,
} from "@scriptyard/model";
import { and, desc, eq, getTableColumns, inArray, type SQL } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { type Db, first, places, prepared, rows, value, type Work } from "../work.ts";
import type { Context } from "./context.ts";
import { noteDifference } from "./draft-difference.ts";
import { makeRoomOfRealm, noteState, stateRows } from "./draft-states.ts";

export type SaveDraftInput = {
  scriptId: Script["id"];
  source: string;
  /** Revision the text was based on. */
  baseRevision: number;
  userId: User["id"] | null;
  basedOnVersion?: number | null;
  /** What the save does besides: it begins a state of its own in the history. */
  act?: DraftAct | RenameAct | ImportAct | undefined;
  nowMs: number;
};

export interface DraftsRepository {
  get(scriptId: string): Promise<Draft | null>;
  /** Refused with both texts when the draft has moved on; the refused text is kept in `lost`. */
  save(input: SaveDraftInput): Promise<{ ok: true; draft: Draft } | { ok: false; conflict: DraftConflict }>;
  /** All of them or none: the conflicts name those whose drafts have moved on. No refused text is kept: nobody typed it. */
  saveAll(
    inputs: readonly SaveDraftInput[],
  ): Promise<{ ok: true; drafts: Draft[] } | { ok: false; conflicts: Draft[] }>;
  /** The newest states of the draft, newest first: as many and as large as `draftHistory` allows. */
  history(scriptId: string): Promise<DraftState[]>;
  /** The state whose last save made that revision; null for one that a later save went on in, and for one that made room. */
  state(scriptId: string, revision: number): Promise<DraftState | null>;
  /** Texts that lost a race, newest first. */
  lost(
    scriptId: string,
  ): Promise<{ id: string; source: string; baseRevision: number; userId: string | null; at: number }[]>;
}

/** Refused texts kept per script; older ones make room. */
const lostKept = 50;

export function draftsRepository({ main }: Context): DraftsRepository {
  return {
    get: (scriptId) =>
      guarded(
        main.read(function* (db, { drafts }) {
          return yield* first(db.select().from(drafts).where(ofScript(drafts, scriptId)));
        }),
      ),
    save: (input) =>
      guarded(
        main.tx((db, t) => saveDraft(db, t, input)),
        { missing: `There is no user ${input.userId}.` },
      ),
    saveAll: (inputs) => guarded(main.tx((db, t) => saveAllDrafts(db, t, inputs), { inTurns: true })),
    history: (scriptId) =>
      guarded(
        main.read(function* (db, t) {
          return yield* stateRows(db, t, eq(t.draftStates.scriptId, scriptId as Draft["scriptId"]));
        }),
      ),
    state: (scriptId, revision) =>
      guarded(
        main.read(function* (db, t) {
          const own = and(
            eq(t.draftStates.scriptId, scriptId as Draft["scriptId"]),
            eq(t.draftStates.revision, revision),
          );
          return (yield* stateRows(db, t, own))[0] ?? null;
        }),
      ),
    lost: (scriptId) =>
      guarded(
        main.read(function* (db, { lostDrafts }) {
          const { scriptId: _, ...columns } = getTableColumns(lostDrafts);
          return yield* rows(
            db
              .select(columns)
              .from(lostDrafts)
              .where(eq(lostDrafts.scriptId, scriptId as Draft["scriptId"]))
              .orderBy(desc(lostDrafts.at), desc(lostDrafts.id)),
          );
        }),
      ),
  };
}

/**
 * Compare-and-set: the update names the revision it expects, so of two racing saves one matches no row. A save whose
 * text is already there succeeds without a new revision: an answer lost on the way may simply be asked for again.
 */
function* saveDraft(
  db: Db,
  t: Tables,
  input: SaveDraftInput,
): Work<{ ok: true; draft: Draft } | { ok: false; conflict: DraftConflict }> {
  const { script, current } = yield* lockDraft(db, t, input.scriptId);
  if (current.source === input.source && input.baseRevision <= current.revision) {
    if (input.basedOnVersion === undefined) return { ok: true, draft: current };
    const [draft] = yield* rows(
      db
        .update(t.drafts)
        .set({ basedOnVersion: input.basedOnVersion })
        .where(ofScript(t.drafts, input.scriptId))
        .returning(),
    );
    return { ok: true, draft: draft! };
  }
  if (current.revision !== input.baseRevision) {
    yield* keepLost(db, t, input);
    const yours = { source: input.source, baseRevision: input.baseRevision };
    return { ok: false, conflict: { scriptId: input.scriptId, current, yours } };
  }
  const { draft, isNewState } = yield* writeDraft(db, t, { input, script, current });
  if (isNewState) yield* makeRoomOfRealm(db, t, [draft.scriptId]);
  return { ok: true, draft };
}

/** In the order of their ids, so that two of these wait for each other instead of both for ever. */
function* saveAllDrafts(
  db: Db,
  t: Tables,
  inputs: readonly SaveDraftInput[],
): Work<{ ok: true; drafts: Draft[] } | { ok: false; conflicts: Draft[] }> {
  const locked: LockedSave[] = [];
  for (const input of [...inputs].sort((a, b) => (a.scriptId < b.scriptId ? -1 : 1)))
    locked.push({ input, ...(yield* lockDraft(db, t, input.scriptId)) });
  const conflicts = locked.filter(({ input, current }) => current.revision !== input.baseRevision);
  if (conflicts.length > 0) return { ok: false, conflicts: conflicts.map(({ current }) => current) };
  const written: { draft: Draft; isNewState: boolean }[] = [];
  for (const save of locked) written.push(yield* writeDraft(db, t, save));
  const newStates = written.filter(({ isNewState }) => isNewState).map(({ draft }) => draft.scriptId);
  yield* makeRoomOfRealm(db, t, newStates);
  return { ok: true, drafts: written.map(({ draft }) => draft) };
}

type LockedSave = {
  input: SaveDraftInput;
  script: Pick<Script, "id" | "liveVersionId">;
  current: Draft;
};

/**
 * Writing the script's row locks it on PostgreSQL, and whoever changes a draft does so first (as a publish does): what is read
 * next stays true until the commit. The draft's own row is only read, since writing it writes its text.
 */
function* lockDraft(db: Db, t: Tables, scriptId: Script["id"]): Work<Omit<LockedSave, "input">> {
  const [script] = yield* prepared("drafts.lockScript", { id: scriptId }, () =>
    db
      .update(t.scripts)
      .set(places("id"))
      .where(eq(t.scripts.id, value(t.scripts.id, "id")))
      .returning({ id: t.scripts.id, liveVersionId: t.scripts.liveVersionId }),
  );
  const [current] = yield* prepared("drafts.locked", { scriptId }, () =>
    db
      .select()
      .from(t.drafts)
      .where(eq(t.drafts.scriptId, value(t.drafts.scriptId, "scriptId"))),
  );
  if (!script || !current) throw new Fault("not_found", `There is no script ${scriptId}.`);
  return { script, current };
}

/** Over the revision that was locked. */
export function* writeDraft(
  db: Db,
  t: Tables,
  { input, script, current }: LockedSave,
): Work<{ draft: Draft; isNewState: boolean }> {
  const { scriptId, source, baseRevision, userId: updatedBy, nowMs: updatedAt } = input;
  const { basedOnVersion = current.basedOnVersion } = input;
  const written = { source, revision: baseRevision + 1, updatedAt, updatedBy, basedOnVersion };
  // Of a rename there are a hundred of these in one turn.
  const [draft] = yield* prepared("drafts.write", { ...written, scriptId, baseRevision }, () =>
    db
      .update(t.drafts)
      .set(places(...(Object.keys(written) as (keyof typeof written)[])))
      .where(
        and(
          eq(t.drafts.scriptId, value(t.drafts.scriptId, "scriptId")),
          eq(t.drafts.revision, value(t.drafts.revision, "baseRevision")),
        ),
      )
      .returning(),
  );
  yield* noteDifference(db, t, script, draft!.source);
  const isNewState = yield* noteState(db, t, { before: current, after: draft!, act: input.act });
  return { draft: draft!, isNewState };
}

function* keepLost(db: Db, { lostDrafts }: Tables, input: SaveDraftInput): Work<void> {
  const kept = yield* rows(
    db
      .select({ id: lostDrafts.id })
      .from(lostDrafts)
      .where(eq(lostDrafts.scriptId, input.scriptId))
      .orderBy(desc(lostDrafts.at), desc(lostDrafts.id)),
  );
  const newest = kept[0] && (yield* first(db.select().from(lostDrafts).where(eq(lostDrafts.id, kept[0].id))));
  // An editor that keeps trying to save the same text must not push the others out.
  if (newest?.source === input.source && newest.userId === input.userId) return;
  yield* rows(
    db
      .insert(lostDrafts)
      .values({
        // `model` names no prefix for these: they are never addressed from outside.
        id: newId("scr", input.nowMs).replace("scr_", "lost_"),
        scriptId: input.scriptId,
        source: input.source,
        baseRevision: input.baseRevision,
        userId: input.userId,
        at: input.nowMs,
      })
      .returning({ id: lostDrafts.id }),
  );
  const surplus = kept.slice(lostKept - 1).map(({ id }) => id);
  if (surplus.length > 0)
    yield* rows(
      db.delete(lostDrafts).where(inArray(lostDrafts.id, surplus)).returning({ id: lostDrafts.id }),
    );
}

function ofScript(drafts: Tables["drafts"], scriptId: string): SQL {
  return eq(drafts.scriptId, scriptId as Draft["scriptId"]);
}
