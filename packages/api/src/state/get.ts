import { idSchema } from "@scriptyard/model";
import { z } from "zod";
import { realmName } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** One entry with its whole value. */
export const get = operator
  .input(z.strictObject({ realm: realmName, id: idSchema("sta") }))
  .query(({ ctx, input }) => ctx.runner.state.get(input.realm, input.id));
