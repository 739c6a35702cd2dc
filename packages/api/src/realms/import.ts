import { actorOf } from "../context.ts";
import { admin } from "../trpc/init.ts";
import { bytesOf, importInput } from "./moving-input.ts";

/** Writes what a plan shows, in one transaction. */
export const imported = admin
  .meta({ cost: "compile" })
  .input(importInput)
  .mutation(({ ctx, input }) =>
    ctx.runner.realms.import({ ...input, archive: bytesOf(input.archive) }, actorOf(ctx)),
  );
