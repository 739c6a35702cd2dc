import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { scriptItem } from "./script-item.ts";

/** Every script of a realm, by module and name. */
export const tree = operator.input(inRealm).query(async ({ ctx, input }) => {
  const realm = await realmOf(ctx, input.realm);
  const [scripts, drafts] = await Promise.all([
    ctx.store.scripts.list(realm.id),
    ctx.store.drafts.forRealm(realm.id),
  ]);
  const byScript = new Map(drafts.map((draft) => [draft.scriptId, draft]));
  const items = await Promise.all(scripts.map((script) => scriptItem(ctx, script, byScript.get(script.id))));
  return items.sort((a, b) => compare(a.module, b.module) || compare(a.name, b.name));
});

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
