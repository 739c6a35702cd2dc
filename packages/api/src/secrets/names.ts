import { z } from "zod";
import { realmName } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** What secrets are called, for editors. */
export const names = operator
  .input(z.strictObject({ realm: realmName }))
  .query(({ ctx, input }) => ctx.runner.secrets.names(input.realm));
