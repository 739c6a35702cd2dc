import { holdsAll, wordsOf } from "@scriptyard/model";
import type { ScriptSources } from "@scriptyard/runner";
import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  hook: z.string().min(1).max(60),
  text: z.string().max(200).optional(),
});

/** Whoever sees more than these types a part of the name. */
const MOST = 50;

/**
 * Scripts with a hook in whose names or descriptions the words of the text occur, with what runs of them: also those that
 * only a file or the host has so far. `more`: there was no room for all.
 */
export const withHook = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }): Promise<{ items: ScriptSources[]; more: boolean }> => {
    const realm = await realmOf(ctx, input.realm);
    const { hook, text = "" } = input;
    const [own, names] = await Promise.all([
      ctx.store.scripts.search(realm.id, { text, hook, limit: MOST }),
      ctx.runner.sourceNames(realm.name),
    ]);
    const words = wordsOf(text);
    const others = names.filter(
      ({ module, name, scriptId, hookBelow }) =>
        scriptId === null && hookBelow === hook && holdsAll(`${module}/${name}`, words),
    );
    const all = [...own.items, ...others];
    const items = await ctx.runner.sources(realm.name, all.slice(0, MOST));
    return { items, more: own.more > 0 || all.length > MOST };
  });
