import { z } from "zod";
import { inRealm } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = inRealm.extend({ topics: z.array(z.string().max(200)).max(100) });

/** Who listens to each of the topics now, switched off or not. */
export const receivers = operator
  .meta({ cost: "search" })
  .input(input)
  .query(({ ctx, input }) => ctx.runner.triggers.receivers(input.realm, input.topics));
