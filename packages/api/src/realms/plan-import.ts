import { z } from "zod";
import { actorOf } from "../context.ts";
import { admin } from "../trpc/init.ts";
import { archiveFor, bytesOf, moveSelection } from "./moving-input.ts";

/** What an archive would change; nothing is written. */
export const planImport = admin
  .meta({ cost: "compile" })
  .input(z.strictObject({ ...archiveFor, ...moveSelection }))
  .mutation(({ ctx, input }) =>
    ctx.runner.realms.planImport({ ...input, archive: bytesOf(input.archive) }, actorOf(ctx)),
  );
