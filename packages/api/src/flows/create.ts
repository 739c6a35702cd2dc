import { label, slug } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { author } from "../trpc/init.ts";

/** `template`: one of those that the host gives new realms; `copy`: a flow of this realm, as it is drawn. */
export const flowOrigin = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("blank") }),
  z.strictObject({ kind: z.literal("template"), flow: slug }),
  z.strictObject({ kind: z.literal("copy"), flow: slug }),
]);

const input = z.strictObject({
  realm: realmName,
  name: slug,
  title: label(120),
  from: flowOrigin.optional(),
});

/** Nothing of it is live before it is published. */
export const create = author
  .meta({ cost: "compile" })
  .input(input)
  .mutation(({ ctx, input }) => ctx.runner.flowGraphs.create(input, actorOf(ctx)));
