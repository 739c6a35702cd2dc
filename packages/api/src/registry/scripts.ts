import { type ScriptOrder, scriptOrderNames } from "@scriptyard/model";
import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";
import { type ScriptStatuses, scriptStatuses, windowName } from "./script-statuses.ts";

const input = z.strictObject({
  realm: realmName,
  window: windowName.optional(),
  text: z.string().max(200).optional(),
  sort: z.enum(scriptOrderNames as [ScriptOrder, ...ScriptOrder[]]).optional(),
  turned: z.boolean().optional(),
  cursor: z.string().max(20).nullish(),
  limit: z.int().min(1).max(200).optional(),
});

/** Loaded scripts, by pages: what runs, and how it fared in the window. */
export const scripts = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }): Promise<ScriptStatuses> => {
    const { realm: name, window = "24h", limit = 100, ...rest } = input;
    return scriptStatuses(ctx, await realmOf(ctx, name), { window, limit, ...rest });
  });
