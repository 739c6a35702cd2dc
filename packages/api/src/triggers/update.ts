import { idSchema, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";
import { basedOn, formFields } from "./input.ts";

const input = z.strictObject({ id: idSchema("trg"), ...formFields, basedOn });

/** Enabling a trigger forgets its failures. */
export const update = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(({ ctx, input: { id, basedOn, ...change } }) => {
    return ctx.runner.triggers.update(id, withoutUndefined(change), actorOf(ctx), basedOn);
  });
