import type { ErrorGroup } from "@scriptyard/model";
import { eq } from "drizzle-orm";
import { guarded } from "../faults.ts";
import { commentById, listActivity } from "../records/error-activity.ts";
import { groupColumns, scriptsOfGroups } from "../records/error-lists.ts";
import { stateAt } from "../records/error-state.ts";
import type { Store } from "../types.ts";
import { first } from "../work.ts";
import type { Context } from "./context.ts";

export function errorsRepository({ records, reader, writer, now }: Context): Store["errors"] {
  return {
    byId: async (id) => {
      const stored = await guarded(
        records.read(function* (db, { errorGroups: t }) {
          return yield* first(
            db
              .select(groupColumns(t))
              .from(t)
              .where(eq(t.id, id as ErrorGroup["id"])),
          );
        }),
      );
      return stored && stateAt(stored, now());
    },
    list: (filter, page) => reader.ask(filter.realmId, "listErrorGroups", filter, page, now()),
    scriptsOf: (realmId, ids) => guarded(records.read((db, t) => scriptsOfGroups(db, t, realmId, ids))),
    openCount: (realmId) => reader.ask(realmId, "countOpenErrors", realmId, now()),
    openSince: (realmId, sinceMs) => reader.ask(realmId, "openErrorsSince", realmId, sinceMs, now()),
    act: (given) => writer.changeErrors({ kind: "act", ...given }, now()),
    undo: (given) => writer.changeErrors({ kind: "undo", ...given }, now()),
    activity: (groupId) => guarded(records.read((db, t) => listActivity(db, t, groupId, now()))),
    commentById: (id) => guarded(records.read((db, t) => commentById(db, t, id))),
    changeComments: async (change) => {
      await writer.changeErrors(change, now());
    },
  };
}
