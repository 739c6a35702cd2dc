import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";

/** `typed`: the realm's name, as whoever deletes it typed it. */
const input = z.strictObject({ realm: realmName, typed: z.string().max(200) });

export const remove = admin
  .input(input)
  .mutation(({ ctx, input }) => ctx.runner.realms.remove(input.realm, input.typed, actorOf(ctx)));
