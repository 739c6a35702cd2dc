import { idSchema, label, mocksOfAnswers, newId } from "@scriptyard/model";
import { z } from "zod";
import { found } from "../scope/scope.ts";
import { author } from "../trpc/init.ts";
import { requireSampleRoom } from "./room.ts";

const input = z.strictObject({ executionId: idSchema("exe"), name: label(80) });

/** Keeps a recorded input and what its calls were answered, with what was masked still masked. */
export const fromExecution = author
  .meta({ cost: "upload", large: true })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const execution = found(
      await ctx.store.executions.byId(input.executionId),
      `There is no execution ${input.executionId}; it may have been deleted after the retention time.`,
    );
    await ctx.runner.requireOpen(execution.realmId);
    const { scriptId, realmId, args } = execution;
    // A secret may be younger than the record.
    const keep = await ctx.runner.secrets.keepingCalls(realmId);
    const calls = keep(mocksOfAnswers(execution.hostAnswers ?? []));
    await requireSampleRoom(ctx.store, { id: scriptId, realmId }, { args, calls });
    const now = ctx.clock();
    return ctx.store.samples.save({
      id: newId("smp", now),
      scriptId,
      name: input.name,
      description: `Recorded in ${execution.id}`,
      args,
      calls,
      createdAt: now,
      updatedAt: now,
    });
  });
