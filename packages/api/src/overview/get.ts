import { Fault, ms } from "@scriptyard/model";
import type { ScriptStats } from "@scriptyard/store";
import { z } from "zod";
import { realmName, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

const input = z.strictObject({ realm: realmName, fromMs: ms, toMs: ms });

/** Of the slowest scripts, and of those that fail most: what one screen shows. */
const MOST = 20;

/** Everything the first screen shows, in one answer. `scripts` are the slowest and those that fail most, not all. */
export const get = operator
  .meta({ cost: "search" })
  .input(input)
  .query(async ({ ctx, input }) => {
    if (input.fromMs >= input.toMs) throw new Fault("bad_request", "fromMs: must be before toMs.");
    const realm = await realmOf(ctx, input.realm);
    const [stats, recentPublishes, openErrors, health] = await Promise.all([
      ctx.store.executions.overview(realm.id, input.fromMs, input.toMs),
      ctx.store.versions.events({ realmId: realm.id, limit: 10 }),
      ctx.store.errors.openCount(realm.id),
      ctx.health(),
    ]);
    const scripts = mostOf(stats.scripts);
    const ids = scripts.map(({ scriptId }) => scriptId);
    const named = await ctx.store.scripts.named(realm.id, { ids });
    const scriptNames: { [scriptId: string]: { module: string; name: string } } = {};
    for (const { id, module, name } of named) scriptNames[id] = { module, name };
    return { ...stats, scripts, recentPublishes, openErrors, scriptNames, health };
  });

function mostOf(scripts: readonly ScriptStats[]): ScriptStats[] {
  const slowest = scripts.toSorted((a, b) => b.p95Us - a.p95Us).slice(0, MOST);
  const failing = scripts
    .filter(({ errors }) => errors > 0)
    .sort((a, b) => b.errors - a.errors)
    .slice(0, MOST);
  return [...new Set([...slowest, ...failing])];
}
