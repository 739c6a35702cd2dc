import { callMocksSchema, idSchema, label, newId, prose } from "@scriptyard/model";
import { z } from "zod";
import { found, scriptOf } from "../scope/scope.ts";
import { sentJson } from "../scope/sent-json.ts";
import { author } from "../trpc/init.ts";
import { requireSampleRoom } from "./room.ts";

const input = z.strictObject({
  scriptId: idSchema("scr"),
  /** Absent: a new sample. */
  id: idSchema("smp").optional(),
  name: label(80),
  description: prose(500).optional(),
  args: z.array(sentJson).max(10),
  /** What `fetch` and async functions are answered in previews of it. Absent: what it had, nothing for a new one. */
  calls: callMocksSchema.optional(),
});

/** Not checked against the hook's schema: an input that a script must refuse is a sample too. */
export const save = author
  .meta({ cost: "upload", large: true })
  .input(input)
  .mutation(async ({ ctx, input }) => {
    const script = await scriptOf(ctx, input.scriptId);
    await ctx.runner.requireOpen(script.realmId);
    const now = ctx.clock();
    const before =
      input.id === undefined
        ? null
        : found(
            (await ctx.store.samples.list(script.id)).find((one) => one.id === input.id),
            `${script.module}/${script.name} has no sample ${input.id}.`,
          );
    const had = before === null || input.calls !== undefined ? null : await ctx.store.samples.byId(before.id);
    const keep = await ctx.runner.secrets.keepingCalls(script.realmId);
    const calls = keep(input.calls ?? had?.calls ?? [], { refuses: true });
    await requireSampleRoom(ctx.store, script, { args: input.args, calls }, before?.bytes ?? null);
    return ctx.store.samples.save({
      id: before?.id ?? newId("smp", now),
      scriptId: script.id,
      name: input.name,
      description: input.description ?? before?.description ?? "",
      args: input.args,
      calls,
      createdAt: before?.createdAt ?? now,
      updatedAt: now,
    });
  });
