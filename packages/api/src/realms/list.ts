import { removedAt } from "@scriptyard/model";
import { authorNames } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** With the name of whoever changed it last, and when it goes for good. */
export const list = operator.query(async ({ ctx }) => {
  const [realms, names] = await Promise.all([ctx.store.realms.list(), authorNames(ctx)]);
  return realms.map((realm) => {
    const by = realm.lastChange?.by;
    return { ...realm, changedByName: by ? (names.get(by) ?? null) : null, removedAt: removedAt(realm) };
  });
});
