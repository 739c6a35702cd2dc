import { z } from "zod";
import { realmName } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** The sites whose signed returns the realm believes; never their keys. */
export const list = operator
  .input(z.strictObject({ realm: realmName }))
  .query(({ ctx, input }) => ctx.runner.partners.list(input.realm));
