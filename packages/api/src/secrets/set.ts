import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { admin } from "../trpc/init.ts";
import { secretPlaceInput, secretValueInput } from "./place.ts";

const input = z.strictObject({
  realm: realmName,
  ...secretPlaceInput,
  value: secretValueInput,
  /** The version that was seen; null: there was none. */
  basedOn: z.int().min(1).nullable(),
});

/** A new secret, or the next version of one. Nothing answers a value again. */
export const set = admin
  .input(input)
  .mutation(({ ctx, input }) => ctx.runner.secrets.set(input, actorOf(ctx)));
