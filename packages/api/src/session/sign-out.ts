import { signedIn } from "../trpc/init.ts";

export const signOut = signedIn.mutation(async ({ ctx }) => {
  await ctx.sessions.end(ctx.session);
  ctx.cookie.clear();
  return null;
});
