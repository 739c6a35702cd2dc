import type { Realm } from "@scriptyard/model";
import type { ApiContext } from "../context.ts";
import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { type ScriptItem, scriptItem } from "./script-item.ts";

/** `failures`: of what the product ran within the last hour. What people only tried is not among them. */
export type TreeItem = ScriptItem & { failures: number };

/** Every script of a realm, by module and name. */
export const tree = operator.input(inRealm).query(async ({ ctx, input }): Promise<TreeItem[]> => {
  const realm = await realmOf(ctx, input.realm);
  const [scripts, drafts, failures] = await Promise.all([
    ctx.store.scripts.list(realm.id),
    ctx.store.drafts.forRealm(realm.id),
    failuresOf(ctx, realm),
  ]);
  const byScript = new Map(drafts.map((draft) => [draft.scriptId, draft]));
  const items = await Promise.all(
    scripts.map(async (script) => ({
      ...(await scriptItem(ctx, script, byScript.get(script.id))),
      failures: failures.get(script.id) ?? 0,
    })),
  );
  return items.sort((a, b) => compare(a.module, b.module) || compare(a.name, b.name));
});

/** A tree without its marks is better than none: where the figures cannot be read just now, there are none. */
async function failuresOf(ctx: ApiContext, realm: Realm): Promise<Map<string, number>> {
  try {
    const { byScript } = await ctx.statistics.figures(realm.id, "1h");
    return new Map([...byScript].map(([id, { errors }]) => [id, errors]));
  } catch (error) {
    ctx.log.debug({ err: error }, "the tree of scripts is shown without its failures");
    return new Map();
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
