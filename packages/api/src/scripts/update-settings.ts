import { idSchema, levelName, limitsSchema, prose, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  description: prose(500).optional(),
  limits: z.strictObject(limitsSchema.partial().shape).optional(),
  securityLevel: levelName.optional(),
});

export const updateSettings = author.input(input).mutation(({ ctx, input }) => {
  const { scriptId, limits, ...rest } = input;
  const change = { ...rest, limits: limits && withoutUndefined(limits) };
  return ctx.runner.updateSettings(scriptId, withoutUndefined(change), actorOf(ctx));
});
