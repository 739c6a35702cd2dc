import { type ErrorAct, type ErrorActivity, type ErrorGroup, Fault, newId } from "@scriptyard/model";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
import { addActivity } from "./error-activity.ts";
import { afterAct, afterOccurring, type ErrorState } from "./error-state.ts";

/** Somebody's act on groups of a realm, all in one transaction. */
export type ActOnErrors = {
  realmId: string;
  ids: readonly string[];
  act: ErrorAct;
  /** By which it can be undone. */
  actId: string;
  userId: ErrorGroup["statusBy"];
  /** Live now, by script id. */
  liveVersions: { [scriptId: string]: number | null };
};
export type UndoOnErrors = { realmId: string; actId: string; userId: ErrorGroup["statusBy"] };

type Group = Tables["errorGroups"]["$inferSelect"];

/** A group that an act changed, as others are told of it. */
export type ChangedGroup = Pick<ErrorGroup, "id" | "scriptId">;

/**
 * @returns those it changed; those that were so already stay
 * @throws Fault `not_found` when there is none of them
 */
export function* actOnErrors(db: Db, t: Tables, given: ActOnErrors, atMs: number): Work<ChangedGroup[]> {
  const { errorGroups: table } = t;
  // Written to be locked: what follows is decided by what is there now.
  const groups = yield* rows(
    db
      .update(table)
      .set({ status: sql`${table.status}` })
      .where(
        and(
          eq(table.realmId, given.realmId as Group["realmId"]),
          inArray(table.id, given.ids as Group["id"][]),
        ),
      )
      .returning(),
  );
  if (groups.length === 0) throw new Fault("not_found", `There is no error group ${given.ids[0]}.`);
  const { act, actId, userId } = given;
  const entries: Tables["errorActivity"]["$inferInsert"][] = [];
  const changed: ChangedGroup[] = [];
  for (const group of groups) {
    const liveVersion = given.liveVersions[group.scriptId] ?? null;
    const state = afterAct(group, act, { userId, atMs, count: group.count, liveVersion });
    if (state === null) continue;
    yield* setState(db, t, group.id, state, actId);
    changed.push(toldOf(group));
    entries.push({
      id: newId("eac", atMs),
      errorGroupId: group.id,
      actId,
      kind: kindOf[act.kind],
      userId,
      at: atMs,
      version: state.resolvedVersion,
      until: state.mutedUntil,
      times: act.kind === "mute-times" ? act.times : null,
      before: stateOf(group),
    });
  }
  yield* addActivity(db, t, entries);
  return changed;
}

/**
 * Takes an act of one's own back, as if it had never been, from every group whose state is still of its making.
 *
 * @returns those it changed
 */
export function* undoOnErrors(db: Db, t: Tables, given: UndoOnErrors, atMs: number): Work<ChangedGroup[]> {
  const { errorGroups, errorActivity } = t;
  const { realmId, actId, userId } = given;
  if (userId === null) return [];
  // By its entries, for which there is an index: a realm may have many groups.
  const ids = db
    .select({ id: errorActivity.errorGroupId })
    .from(errorActivity)
    .where(eq(errorActivity.actId, actId));
  const groups = yield* rows(
    db
      .update(errorGroups)
      .set({ status: sql`${errorGroups.status}` })
      .where(
        and(
          inArray(errorGroups.id, ids),
          eq(errorGroups.lastAct, actId),
          eq(errorGroups.realmId, realmId as Group["realmId"]),
        ),
      )
      .returning(),
  );
  const byId = new Map(groups.map((group) => [group.id, group]));
  const entries = yield* rows(
    db
      .delete(errorActivity)
      .where(
        and(
          eq(errorActivity.actId, actId),
          eq(errorActivity.userId, userId),
          inArray(errorActivity.errorGroupId, [...byId.keys()]),
        ),
      )
      .returning(),
  );
  for (const { errorGroupId, before } of entries) {
    const group = byId.get(errorGroupId)!;
    yield* setState(db, t, group.id, before!, null);
    const latest = { latestMs: group.lastSeenAt, version: group.lastVersion };
    yield* noteOccurring(db, t, { ...group, ...before! }, latest, atMs);
  }
  return entries.map(({ errorGroupId }) => toldOf(byId.get(errorGroupId)!));
}

const toldOf = ({ id, scriptId }: Group): ChangedGroup => ({ id, scriptId });

/** What occurrences that are counted already do to the state of their group. */
export function* noteOccurring(
  db: Db,
  t: Tables,
  group: Group,
  latest: { latestMs: number; version: number | null },
  atMs = latest.latestMs,
): Work<void> {
  const state = afterOccurring(group, { count: group.count, ...latest });
  if (state === group) return;
  yield* setState(db, t, group.id, state, null);
  yield* addActivity(db, t, [
    {
      id: newId("eac", atMs),
      errorGroupId: group.id,
      kind: state.cameBack ? "returned" : "unmuted",
      at: atMs,
      version: state.cameBackVersion,
    },
  ]);
}

function* setState(
  db: Db,
  { errorGroups: table }: Tables,
  id: Group["id"],
  state: ErrorState,
  lastAct: string | null,
): Work<void> {
  yield* rows(
    db
      .update(table)
      .set({ ...stateOf(state), lastAct })
      .where(eq(table.id, id))
      .returning({ id: table.id }),
  );
}

const kindOf = {
  resolve: "resolved",
  reopen: "reopened",
  mute: "muted",
  "mute-times": "muted",
} as const satisfies { [kind in ErrorAct["kind"]]: ErrorActivity["kind"] };

/** Of a row, no more than its state. */
function stateOf(group: ErrorState): ErrorState {
  const { status, statusAt, statusBy, mutedUntil, mutedUntilCount } = group;
  const { resolvedVersion, cameBack, cameBackVersion } = group;
  return {
    status,
    statusAt,
    statusBy,
    mutedUntil,
    mutedUntilCount,
    resolvedVersion,
    cameBack,
    cameBackVersion,
  };
}
