import { deletedFlowDays, type Realm } from "@scriptyard/model";
import type { RemovedFlow } from "@scriptyard/store";
import type { Services } from "../context.ts";
import { inRealm, realmOf } from "../scope/scope.ts";
import { operator } from "../trpc/init.ts";

/** A deleted flow; `goesAt`: when it goes for good, once no walk is left in it. */
export type DeletedFlow = RemovedFlow & { goesAt: number };

/** What was deleted lately and can be taken back, the last one first. */
export const deleted = operator
  .input(inRealm)
  .query(async ({ ctx, input }) => deletedFlows(ctx, await realmOf(ctx, input.realm)));

export async function deletedFlows(
  { store }: Pick<Services, "store">,
  realm: Pick<Realm, "id">,
): Promise<DeletedFlow[]> {
  const removed = await store.flows.removed(realm.id);
  return removed.map((flow) => ({ ...flow, goesAt: flow.removedAt + deletedFlowDays * 86_400_000 }));
}
