import { eventTypes } from "@scriptyard/runner";
import { tracked } from "@trpc/server";
import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  types: z.array(z.enum(eventTypes)).optional(),
  /** Set by the client's link when it reconnects. */
  lastEventId: z.string().max(100).nullable().optional(),
});

/** Live events of a realm. Ends when the client goes, the session ends or expires, or the server drains. */
export const stream = operator.input(input).subscription(async function* ({ ctx, input, signal }) {
  const realm = await realmOf(ctx, input.realm);
  // Held while it is followed; the procedure's own bound would end when the stream begins.
  using _place = await ctx.gates.stream.enter({ realm: realm.id, person: ctx.user.id }, signal);
  using session = ctx.session && ctx.sessions.watch(ctx.session);
  const signals = [session?.signal, ctx.closing, signal].filter((one) => one instanceof AbortSignal);
  // Everybody signed in may list the realms, and has a switch with all of them.
  const ofEvery = ["realms"] as const;
  const filter = { realmId: realm.id, ofEvery, ...(input.types ? { types: input.types } : {}) };
  for await (const { id, event } of ctx.eventLog.follow(
    filter,
    AbortSignal.any(signals),
    input.lastEventId,
  )) {
    yield tracked(id, event);
  }
});
