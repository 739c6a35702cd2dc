import { join } from "node:path";
import { Fault } from "@scriptyard/model";
import { noteChange } from "@scriptyard/runner";
import { actorOf } from "../context.ts";
import { admin } from "../trpc/init.ts";

/** Copies the databases into a new folder beside them; the answer names it. Whoever runs the server can read it there. */
export const backup = admin.meta({ cost: "export" }).mutation(async ({ ctx }) => {
  if (ctx.backupsDir === null)
    throw new Fault("unavailable", "This server keeps nothing on disk to back up.");
  const madeAt = ctx.clock();
  // Sorts by time, and is a file name everywhere.
  const name = new Date(madeAt).toISOString().replaceAll(/[:.]/g, "-");
  const folder = join(ctx.backupsDir, name);
  const { files } = await ctx.store.backup(folder);
  noteChange(ctx, actorOf(ctx), "backup.make", { realmId: null, subject: folder });
  return { folder, files };
});
