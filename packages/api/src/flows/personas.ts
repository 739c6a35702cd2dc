import { operator } from "../trpc/init.ts";
import { flowOf, inFlow } from "./flow-of.ts";
import type { Persona } from "./persona.ts";

/** What all visitors of a flow may weigh together; a visitor is a kilobyte or two. */
const mostBytes = 256_000;

/**
 * Visitors that the installation provides for this flow; otherwise made from the samples of the flow's entry node, so
 * that adding a sample adds a visitor. Samples that do not fit any more stay what previews are made with.
 */
export const personas = operator.input(inFlow).query(async ({ ctx, input }): Promise<Persona[]> => {
  const { realm, flow } = await flowOf(ctx, input);
  const given = ctx.personas(realm.name, flow.name);
  if (given.length > 0) return [...given];
  const script = await ctx.store.scripts.byName(realm.id, flow.name, flow.entry);
  if (!script) return [];
  let room = mostBytes;
  const fitting = (await ctx.store.samples.list(script.id)).filter(({ bytes }) => {
    if (bytes > room) return false;
    room -= bytes;
    return true;
  });
  const samples = await Promise.all(fitting.map(({ id }) => ctx.store.samples.byId(id)));
  return samples.flatMap((sample) => {
    // Removed since.
    if (sample === null) return [];
    const { name, description, args } = sample;
    const context = args[0];
    if (context === null || typeof context !== "object" || Array.isArray(context)) return [];
    const { request = null, user = null, device = null } = context;
    return [{ name, description, context: { request, user, device } }];
  });
});
