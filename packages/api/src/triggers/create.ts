import { triggerKind, withoutUndefined } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { author } from "../trpc/init.ts";
import { config, formFields } from "./input.ts";

const input = z.strictObject({
  ...formFields,
  realm: realmName,
  kind: triggerKind,
  name: z.string().max(200),
  config,
});

export const create = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(({ ctx, input }) => ctx.runner.triggers.create(withoutUndefined(input), actorOf(ctx)));
