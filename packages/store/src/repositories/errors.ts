import { type ErrorGroup, Fault } from "@scriptyard/model";
import { eq } from "drizzle-orm";
import { guarded } from "../faults.ts";
import { groupColumns } from "../records/error-lists.ts";
import type { Store } from "../types.ts";
import { first } from "../work.ts";
import type { Context } from "./context.ts";

export function errorsRepository({ records, reader, writer, now }: Context): Store["errors"] {
  const byId = (id: string) =>
    guarded(
      records.read(function* (db, { errorGroups: t }) {
        return yield* first(
          db
            .select(groupColumns(t))
            .from(t)
            .where(eq(t.id, id as ErrorGroup["id"])),
        );
      }),
    );
  return {
    byId,
    list: (filter, page) => reader.ask(filter.realmId, "listErrorGroups", filter, page, now()),
    openCount: (realmId) => reader.ask(realmId, "countOpenErrors", realmId),
    openSince: (realmId, sinceMs) => reader.ask(realmId, "openErrorsSince", realmId, sinceMs),
    setStatus: async (id, status) => {
      await writer.setErrorStatus(id, status, now());
      const group = await byId(id);
      if (!group) throw new Fault("not_found", `There is no error group ${id}.`);
      return group;
    },
  };
}
