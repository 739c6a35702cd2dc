import { scriptName } from "@scriptyard/model";
import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { type ModuleItem, moduleItems, realmStates } from "./realm-states.ts";

const input = z.strictObject({
  realm: realmName,
  cursor: scriptName.nullable().optional(),
  limit: z.int().min(1).max(1_000).optional(),
});

/** `scripts`: of the whole realm. */
export type Tree = { scripts: number; modules: ModuleItem[]; next: string | null };

/** The modules of a realm by name, with what their scripts say, counted. The scripts themselves: `scripts.list`. */
export const tree = operator.input(input).query(async ({ ctx, input }): Promise<Tree> => {
  const realm = await realmOf(ctx, input.realm);
  const [states, heads] = await Promise.all([realmStates(ctx, realm), ctx.store.scripts.heads(realm.id)]);
  const { cursor, limit = 1_000 } = input;
  const modules = moduleItems(states, heads).filter(({ module }) => !cursor || module > cursor);
  const shown = modules.slice(0, limit);
  return {
    scripts: heads.length,
    modules: shown,
    next: modules.length > limit ? shown.at(-1)!.module : null,
  };
});
