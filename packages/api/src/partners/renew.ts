import { slug } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";

/** A new key for a partner, who is added where there was none. This answer is the only place that shows it. */
export const renew = admin
  .input(z.strictObject({ realm: realmName, name: slug }))
  .mutation(({ ctx, input }) => ctx.runner.partners.renew(input, actorOf(ctx)));
