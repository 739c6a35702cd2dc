import { operator } from "../trpc/init.ts";
import { flowOf, inFlow } from "./flow-of.ts";
import type { Persona } from "./persona.ts";

/**
 * Visitors that the installation provides for this flow; otherwise made from the samples of the flow's entry node, so
 * that adding a sample adds a visitor.
 */
export const personas = operator.input(inFlow).query(async ({ ctx, input }): Promise<Persona[]> => {
  const { realm, flow } = await flowOf(ctx, input);
  const given = ctx.personas(realm.name, flow.name);
  if (given.length > 0) return [...given];
  const script = await ctx.store.scripts.byName(realm.id, flow.name, flow.entry);
  if (!script) return [];
  const samples = await ctx.store.samples.list(script.id);
  return samples.flatMap(({ name, description, args }) => {
    const context = args[0];
    if (context === null || typeof context !== "object" || Array.isArray(context)) return [];
    const { request = null, user = null, device = null } = context;
    return [{ name, description, context: { request, user, device } }];
  });
});
