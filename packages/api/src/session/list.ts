import type { ConsoleSession } from "@scriptyard/model";
import { signedIn } from "../trpc/init.ts";

export const list = signedIn.query(async ({ ctx }) => {
  const sessions = await ctx.store.sessions.list(ctx.user.id);
  return sessions
    .filter((session) => session.expiresAt > ctx.clock())
    .map((session) => ({ ...withoutHash(session), current: session.id === ctx.session.id }));
});

function withoutHash(session: ConsoleSession): Omit<ConsoleSession, "tokenHash"> {
  const { tokenHash: _, ...rest } = session;
  return rest;
}
