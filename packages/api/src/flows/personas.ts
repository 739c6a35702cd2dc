import { type Flow, isObject } from "@scriptyard/model";
import type { ApiContext } from "../context.ts";
import { operator } from "../trpc/init.ts";
import { flowOf, inFlow } from "./flow-of.ts";
import type { ListedPersona, Persona } from "./persona.ts";
import { isSomebody } from "./somebody.ts";

/** What all visitors of a flow may weigh together; a visitor is a kilobyte or two. */
const mostBytes = 256_000;

/**
 * Visitors that the installation provides for this flow; otherwise made from the samples of the flow's entry node, so
 * that adding a sample adds a visitor. Samples that do not fit any more stay what previews are made with.
 */
export const personas = operator.input(inFlow).query(async ({ ctx, input }): Promise<ListedPersona[]> => {
  const { realm, flow } = await flowOf(ctx, input);
  const host = ctx.runner.hostOf(realm);
  const given = ctx.personas(realm.name, flow.name);
  const found = given.length > 0 ? given : await ofSamples(ctx, flow, Object.keys(host.flows?.told ?? {}));
  return found.map((persona) => ({ ...persona, isSomebody: isSomebody(host, persona.context) }));
});

/** @param told parts of the first argument that a product would tell; the others the host makes */
async function ofSamples(
  ctx: Pick<ApiContext, "store">,
  flow: Flow,
  told: readonly string[],
): Promise<Persona[]> {
  // Of a flow that was never published, what is drawn is tried.
  const entry = flow.entry || (await ctx.store.flows.draft(flow.id))?.graph.entry;
  const script = entry ? await ctx.store.scripts.byName(flow.realmId, flow.name, entry) : null;
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
    if (!isObject(context)) return [];
    const parts = told.map((part) => [part, context[part] ?? null]);
    return [{ name, description, context: Object.fromEntries(parts) as Persona["context"] }];
  });
}
