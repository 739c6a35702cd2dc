import { Fault, ms } from "@scriptyard/model";
import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({ realm: realmName, fromMs: ms, toMs: ms });

/** Everything the first screen shows, in one answer. */
export const get = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }) => {
    if (input.fromMs >= input.toMs) throw new Fault("bad_request", "fromMs: must be before toMs.");
    const realm = await realmOf(ctx, input.realm);
    const [stats, recentPublishes, openErrors, scripts, health] = await Promise.all([
      ctx.store.executions.overview(realm.id, input.fromMs, input.toMs),
      ctx.store.versions.events({ realmId: realm.id, limit: 10 }),
      ctx.store.errors.openCount(realm.id),
      ctx.store.scripts.list(realm.id),
      ctx.health(),
    ]);
    const scriptNames: { [scriptId: string]: { module: string; name: string } } = {};
    for (const { id, module, name } of scripts) scriptNames[id] = { module, name };
    return { ...stats, recentPublishes, openErrors, scriptNames, health };
  });
