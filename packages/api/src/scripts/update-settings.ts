import { idSchema, type Limits, levelName, limitsSchema, prose, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { author } from "../trpc/init.ts";

type ChangeShape = { [name in keyof Limits]-?: z.ZodOptional<z.ZodNullable<z.ZodType<number, number>>> };

/** Null goes back to the default. */
const limitsChange = z.strictObject(
  Object.fromEntries(
    Object.entries(limitsSchema.partial().shape).map(([name, limit]) => [
      name,
      limit.unwrap().nullable().optional(),
    ]),
  ) as unknown as ChangeShape,
);

const settings = z.strictObject({
  description: prose(500).optional(),
  securityLevel: levelName.optional(),
  limits: limitsChange.optional(),
});

const input = settings.extend({
  scriptId: idSchema("scr"),
  /** What the parts that change were when they were looked at: refused as a conflict when somebody changed one of them since. */
  basedOn: settings.optional(),
});

/** Changes what is named: a limit that is not stays as it is. */
export const updateSettings = author.input(input).mutation(({ ctx, input }) => {
  const { scriptId, basedOn, ...change } = input;
  return ctx.runner.updateSettings(scriptId, withoutUndefined(change), actorOf(ctx), basedOn);
});
