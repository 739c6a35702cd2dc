import { Fault, type Realm, type Script } from "@scriptyard/model";
import { and, asc, eq, isNull } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Store } from "../types.ts";
import { first, prepared, rows, value } from "../work.ts";
import { definedOnly } from "./columns.ts";
import type { Context } from "./context.ts";
import { insertScript } from "./insert-script.ts";
import { textsOf } from "./script-mentions.ts";
import { listHeads, pageOfRows, recentRows, rowsNamed, toScript } from "./script-rows.ts";

export function scriptsRepository({ main, reader }: Context): Store["scripts"] {
  return {
    list: (realmId) =>
      guarded(
        main.read(function* (db, { scripts }) {
          const found = yield* rows(
            db
              .select()
              .from(scripts)
              .where(eq(scripts.realmId, realmId as Realm["id"]))
              .orderBy(asc(scripts.module), asc(scripts.name)),
          );
          return found.map(toScript);
        }),
      ),
    libraryNames: (realmId, limit) =>
      guarded(
        main.read(function* (db, { scripts }) {
          const { module, name, hook } = scripts;
          return yield* rows(
            db
              .select({ module, name })
              .from(scripts)
              .where(and(eq(scripts.realmId, realmId as Realm["id"]), isNull(hook)))
              .orderBy(asc(module), asc(name))
              .limit(limit),
          );
        }),
      ),
    heads: (realmId, module) => guarded(main.read((db, t) => listHeads(db, t, realmId, module))),
    page: (at, page) => guarded(main.read((db, t) => pageOfRows(db, t, at, page))),
    named: (realmId, names) => guarded(main.read((db, t) => rowsNamed(db, t, realmId, names))),
    recent: (realmId, limit) => guarded(main.read((db, t) => recentRows(db, t, realmId, limit))),
    search: (realmId, search) => reader.ask(realmId, "searchScripts", realmId, search),
    mentioning: (realmId, search) => reader.ask(realmId, "scriptsMentioning", realmId, search),
    texts: (ids) => guarded(main.read((db, t) => textsOf(db, t, ids))),
    libraryHeads: (realmId) => reader.ask(realmId, "libraryHeads", realmId),
    libraryTexts: (realmId, page) => reader.ask(realmId, "libraryTexts", realmId, page),
    livePins: (realmId, pins) => reader.ask(realmId, "livePins", realmId, pins),
    byId: (id) =>
      guarded(
        main.read(function* (db, { scripts }) {
          const [row] = yield* prepared("scripts.byId", { id }, () =>
            db
              .select()
              .from(scripts)
              .where(eq(scripts.id, value(scripts.id, "id"))),
          );
          return row ? toScript(row) : null;
        }),
      ),
    byName: (realmId, module, name) =>
      guarded(
        main.read(function* (db, { scripts }) {
          const [row] = yield* prepared("scripts.byName", { realmId, module, name }, () =>
            db
              .select()
              .from(scripts)
              .where(
                and(
                  eq(scripts.realmId, value(scripts.realmId, "realmId")),
                  eq(scripts.module, value(scripts.module, "module")),
                  eq(scripts.name, value(scripts.name, "name")),
                ),
              ),
          );
          return row ? toScript(row) : null;
        }),
      ),
    create: (script, draft, samples) =>
      guarded(
        main.tx(function* (db, t) {
          return toScript(yield* insertScript(db, t, { script, draft, samples }));
        }),
        {
          conflict: `There is already a script "${script.module}/${script.name}" in this realm.`,
          missing: `The realm ${script.realmId} or the user ${draft.userId} is not there.`,
        },
      ),
    update: (id, change) =>
      guarded(
        main.tx(function* (db, { scripts }) {
          const [row] = yield* rows(
            db
              .update(scripts)
              .set({ id: id as Script["id"], ...definedOnly(change) })
              .where(eq(scripts.id, id as Script["id"]))
              .returning(),
          );
          if (!row) throw new Fault("not_found", `There is no script ${id}.`);
          return toScript(row);
        }),
      ),
    remove: (id) =>
      guarded(
        main.tx(function* (db, { scripts }) {
          const own = eq(scripts.id, id as Script["id"]);
          const gone = yield* rows(
            db
              .delete(scripts)
              .where(and(own, isNull(scripts.liveVersion)))
              .returning({ id: scripts.id }),
          );
          if (gone.length > 0) return;
          const row = yield* first(
            db.select({ module: scripts.module, name: scripts.name }).from(scripts).where(own),
          );
          if (!row) throw new Fault("not_found", `There is no script ${id}.`);
          throw new Fault(
            "conflict",
            `The script "${row.module}/${row.name}" has been published, so its history is kept: it cannot be removed.`,
          );
        }),
      ),
  };
}
