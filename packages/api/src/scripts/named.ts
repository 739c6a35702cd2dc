import { idSchema, scriptName } from "@scriptyard/model";
import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { moduleItems, realmStates, treeItems } from "./realm-states.ts";

const most = 100;
const input = z.strictObject({
  realm: realmName,
  ids: z.array(idSchema("scr")).max(most).optional(),
  names: z
    .array(z.strictObject({ module: scriptName, name: scriptName }))
    .max(most)
    .optional(),
});

/**
 * Some scripts as they are now, with the modules they are in: what a list has to know when it hears that they changed.
 * What is not there (any more) is left out.
 */
export const named = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }) => {
    const realm = await realmOf(ctx, input.realm);
    const { ids = [], names = [] } = input;
    const rows = await ctx.store.scripts.named(realm.id, { ids, names });
    const modules = [...new Set([...rows, ...names].map(({ module }) => module))];
    const states = await realmStates(ctx, realm);
    const [items, heads] = await Promise.all([
      treeItems(ctx, realm, rows, states),
      Promise.all(modules.map((module) => ctx.store.scripts.heads(realm.id, module))),
    ]);
    return { items, modules: moduleItems(states, heads.flat()) };
  });
