import { languageId, prose, scriptName, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { author } from "../trpc/init.ts";

const input = z.strictObject({
  realm: realmName,
  module: scriptName,
  name: scriptName,
  hook: z.string().max(60).nullable(),
  language: languageId,
  description: prose(500).optional(),
  template: z.string().max(100).optional(),
  source: z.string().optional(),
});

export const create = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(({ ctx, input }) => {
    return ctx.runner.createScript(withoutUndefined(input), actorOf(ctx));
  });
