import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { scriptOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  /** Tells the person's tabs apart. */
  tab: z.string().regex(/^[A-Za-z0-9-]{1,40}$/, "letters, digits and dashes, 40 at most"),
  state: z.enum(["viewing", "editing", "gone"]),
});

/** Says every 20 s that somebody has the script open; answers who has. Nothing of it is stored. */
export const beat = operator.input(input).mutation(async ({ ctx, input }) => {
  const script = await scriptOf(ctx, input.scriptId);
  const { id: userId, name, email } = ctx.user;
  const { tab, state } = input;
  return ctx.runner.presence.beat({
    realmId: script.realmId,
    scriptId: script.id,
    userId,
    name: name || email,
    tab,
    state,
  });
});
