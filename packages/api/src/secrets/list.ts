import { z } from "zod";
import { realmName } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** Secrets without their values: versions, use, and names that live scripts ask for and the realm does not have. */
export const list = operator
  .meta({ cost: "search" })
  .input(z.strictObject({ realm: realmName }))
  .query(({ ctx, input }) => ctx.runner.secrets.list(input.realm));
