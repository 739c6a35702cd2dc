import { scriptName } from "@scriptyard/model";
import type { ScriptSources } from "@scriptyard/runner";
import { z } from "zod";
import { found, realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({ realm: realmName, module: scriptName, name: scriptName });

/** The source layers of one script, and the folder that files for it lie in. */
export const script = operator
  .input(input)
  .query(async ({ ctx, input }): Promise<ScriptSources & { folder: string | null }> => {
    const realm = await realmOf(ctx, input.realm);
    const sources = await ctx.runner.sourcesOf({ realm: realm.name, module: input.module, name: input.name });
    return found(sources, `There is no script ${input.module}/${input.name} in the realm "${realm.name}".`);
  });
