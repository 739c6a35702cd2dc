import { languageId, prose, scriptName } from "@scriptyard/model";
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

export const create = author.input(input).mutation(({ ctx, input }) => {
  const { description, template, source, ...rest } = input;
  return ctx.runner.createScript(
    {
      ...rest,
      ...(description === undefined ? {} : { description }),
      ...(template === undefined ? {} : { template }),
      ...(source === undefined ? {} : { source }),
    },
    actorOf(ctx),
  );
});
