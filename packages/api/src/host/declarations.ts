import { withSecretNames } from "@scriptyard/host-kit";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  /** Only what scripts of this hook see; a name that is no hook, or none, has everything. */
  hook: z.string().max(60).nullable().optional(),
});

/** The realm's ambient TypeScript declarations. Publishing checks against those of all hooks, and which may call what besides. */
export const declarations = operator.input(input).query(async ({ ctx, input }) => {
  const realm = await realmOf(ctx, input.realm);
  const host = ctx.runner.hostOf(realm);
  const hook = host.hooks.find(({ name }) => name === input.hook)?.name;
  const { text, hash } = await ctx.runner.declarations(realm, actorOf(ctx), hook);
  const secrets = (await ctx.runner.secrets.names(input.realm)).map(({ name }) => name);
  return { text: withSecretNames(text, secrets), hash };
});
