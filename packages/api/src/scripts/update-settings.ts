import { idSchema, levelName, limitsSchema, type PartialLimits, prose } from "@scriptyard/model";
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
  const { scriptId, description, limits, securityLevel } = input;
  return ctx.runner.updateSettings(
    scriptId,
    {
      ...(description === undefined ? {} : { description }),
      ...(limits === undefined ? {} : { limits: limits as PartialLimits }),
      ...(securityLevel === undefined ? {} : { securityLevel }),
    },
    actorOf(ctx),
  );
});
