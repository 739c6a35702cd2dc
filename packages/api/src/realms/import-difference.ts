import { z } from "zod";
import { admin } from "../trpc/init.ts";
import { archiveFor, bytesOf } from "./moving-input.ts";

/** The texts of one row of a plan, here and there. */
export const importDifference = admin
  .meta({ cost: "search" })
  .input(z.strictObject({ ...archiveFor, key: z.string().max(200) }))
  .mutation(({ ctx, input }) =>
    ctx.runner.realms.importDifference({ ...input, archive: bytesOf(input.archive) }),
  );
