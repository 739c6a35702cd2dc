import { withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { operator } from "../trpc/init.ts";
import { place } from "./place.ts";

const input = z.strictObject({ ...place, source: z.string().optional() });

/** Where the name at a place is used, over the realm. A mutation only because texts are too long for an address; it changes nothing. */
export const find = operator
  .meta({ cost: "check" })
  .input(input)
  .mutation(({ ctx, input }) => ctx.runner.references(withoutUndefined(input), actorOf(ctx)));
