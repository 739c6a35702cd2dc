import { idSchema, slug } from "@scriptyard/model";
import { z } from "zod";
import { actorOf } from "../context.ts";
import { realmName } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const thing = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("script"), scriptId: idSchema("scr") }),
  z.strictObject({ kind: z.literal("node"), flow: slug, node: slug }),
  z.strictObject({ kind: z.literal("trigger"), id: idSchema("trg") }),
  z.strictObject({ kind: z.literal("setting"), path: z.array(z.string().min(1).max(100)).min(1).max(16) }),
]);

/** What depends on a script, library, node, trigger or setting of the realm, each with where it is. */
export const usedBy = operator
  .meta({ cost: "check" })
  .input(z.strictObject({ realm: realmName, thing }))
  .query(({ ctx, input }) => ctx.runner.usedBy(input.realm, input.thing, actorOf(ctx)));
