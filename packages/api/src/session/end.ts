import { idSchema } from "@scriptyard/model";
import { noteChange } from "@scriptyard/runner";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { found } from "../scope/scope.ts";
import { signedIn } from "../trpc/init.ts";

/** Ends one of the caller's own sessions; another user's answers as if it did not exist. */
export const end = signedIn
  .input(z.strictObject({ id: idSchema("ses") }))
  .mutation(async ({ ctx, input }) => {
    const own = await ctx.store.sessions.list(ctx.user.id);
    const session = found(
      own.find((one) => one.id === input.id),
      `You have no session ${input.id}; it may have ended already.`,
    );
    await ctx.sessions.end(session);
    if (session.id === ctx.session.id) ctx.cookie.clear();
    noteChange(ctx, actorOf(ctx), "session.end", { realmId: null, subject: ctx.user.email });
    return null;
  });
