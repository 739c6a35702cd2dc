import { Fault, type Script } from "@scriptyard/model";
import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { removeCounted } from "../state/sweep.ts";
import { type Engine, first, rows } from "../work.ts";
import { portion, removeInTurns, type Step, textPortion } from "./in-turns.ts";

type Removed = Pick<Script, "id" | "realmId" | "module" | "name">;

/**
 * Removes a script with all that the main tables have of it, what it kept as state and secrets of its own among it: a script that
 * is given its name later is another one. First it is marked, so that nobody finds it any more; its own row is the last one, so
 * that a removal that was interrupted is found and goes on.
 *
 * @param script as it was seen by whoever decided: one that was published and retired since is another matter
 * @throws Fault `not_found`; `conflict` while a version of it is live, or when it is another one than was seen
 */
export async function removeScript(
  main: Engine,
  { id, retiredVersion }: Pick<Script, "id" | "retiredVersion">,
  atMs: number,
): Promise<void> {
  const marked = await guarded(
    main.tx(function* (db, { scripts }) {
      const own = eq(scripts.id, id);
      const seen =
        retiredVersion === null ? isNull(scripts.retiredVersion) : eq(scripts.retiredVersion, retiredVersion);
      const retired = and(own, isNull(scripts.liveVersion), seen);
      const { module, name, liveVersion, realmId } = scripts;
      const [removed] = yield* rows(
        db
          .update(scripts)
          .set({ removedAt: atMs })
          .where(retired)
          .returning({ id: scripts.id, realmId, module, name }),
      );
      if (removed) return removed;
      const row = yield* first(db.select({ module, name, liveVersion }).from(scripts).where(own));
      if (!row) throw new Fault("not_found", `There is no script ${id}.`);
      throw new Fault(
        "conflict",
        row.liveVersion === null
          ? `The script "${row.module}/${row.name}" was published meanwhile. Look at it again.`
          : `The script "${row.module}/${row.name}" is live as v${row.liveVersion}. Retire it first.`,
      );
    }),
  );
  await removeAll(main, marked);
}

/** Goes on with removals that were interrupted; answers how many. */
export async function finishRemovals(main: Engine): Promise<number> {
  const marked = await guarded(
    main.read(function* (db, { scripts }) {
      const { id, realmId, module, name } = scripts;
      return yield* rows(
        db.select({ id, realmId, module, name }).from(scripts).where(isNotNull(scripts.removedAt)),
      );
    }),
  );
  for (const script of marked) await removeAll(main, script);
  return marked.length;
}

function removeAll(main: Engine, { id, realmId, module, name }: Removed): Promise<void> {
  const specifier = `${module}/${name}`;
  return removeInTurns(main, [
    function* (db, t) {
      const kept = and(eq(t.stateEntries.scope, "script"), eq(t.stateEntries.owner, specifier));
      return yield* removeCounted(db, t, realmId, kept);
    },
    function* (db, { secrets: t }) {
      const own = and(eq(t.realmId, realmId), eq(t.script, specifier));
      return (yield* rows(db.delete(t).where(own).returning({ id: t.id }))).length;
    },
    ofScript("publishEvents", id, portion),
    ofScript("samples", id, textPortion),
    ofScript("lostDrafts", id, textPortion),
    ofScript("draftStates", id, textPortion),
    ofScript("versions", id, textPortion),
    // With its draft, and triggers that are gone with it.
    function* (db, { scripts }) {
      return (yield* rows(db.delete(scripts).where(eq(scripts.id, id)).returning({ id: scripts.id }))).length;
    },
  ]);
}

type OfScript = "publishEvents" | "samples" | "lostDrafts" | "draftStates" | "versions";

function ofScript(name: OfScript, id: Script["id"], most: number): Step {
  return function* (db, t) {
    const table = t[name] as Tables["samples"];
    const some = db.select({ id: table.id }).from(table).where(eq(table.scriptId, id)).limit(most);
    return (yield* rows(db.delete(table).where(inArray(table.id, some)).returning({ id: table.id }))).length;
  };
}
