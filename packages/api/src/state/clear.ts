import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { stateFilterInput } from "./filter.ts";

/** Deletes every entry that a filter finds; answers how many. */
export const clear = author
  .meta({ cost: "search" })
  .input(z.strictObject(stateFilterInput))
  .mutation(async ({ ctx, input: { realm, ...filter } }) => ({
    removed: await ctx.runner.state.clear(realm, filter, actorOf(ctx)),
  }));
