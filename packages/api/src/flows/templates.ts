import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** Flows that the host delivers: what a new one may begin with. */
export const templates = operator.input(inRealm).query(async ({ ctx, input }) => {
  const { newRealm } = ctx.runner.hostOf(await realmOf(ctx, input.realm));
  return newRealm.flows.map(({ name, title, nodes }) => ({ name, title, nodes: nodes.length }));
});
