import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import type { StatusWindow } from "../scripts/statistics.ts";
import { operator } from "../trpc/init.ts";
import { type ScriptStatuses, scriptStatuses, windowName } from "./script-statuses.ts";

const input = z.strictObject({ realm: realmName, window: windowName.optional() });

/** Every loaded script: what runs, and how it fared in the window. */
export const scripts = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }): Promise<ScriptStatuses> => {
    const realm = await realmOf(ctx, input.realm);
    const window: StatusWindow = input.window ?? "24h";
    return scriptStatuses(ctx, realm, window);
  });
