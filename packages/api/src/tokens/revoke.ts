import { idSchema } from "@scriptyard/model";
import { noteChange } from "@scriptyard/runner";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { found } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";

/** Refused from the next request on. */
export const revoke = admin
  .input(z.strictObject({ id: idSchema("tok") }))
  .mutation(async ({ ctx, input }) => {
    const token = found(
      (await ctx.store.tokens.list()).find((one) => one.id === input.id),
      `There is no API token ${input.id}.`,
    );
    await ctx.store.tokens.revoke(token.id, ctx.clock());
    ctx.tokens.clear();
    const { realmId, name } = token;
    noteChange(ctx, actorOf(ctx), "token.revoke", { realmId, subject: `${token.id} ${name}` });
    return null;
  });
