import { type Flow, type FlowNode, holdsAll, type Realm, wordsOf } from "@scriptyard/model";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";

export type FlowHits = {
  flows: Pick<Flow, "id" | "name" | "title">[];
  nodes: (Pick<FlowNode, "name" | "title"> & { flow: string; flowTitle: string })[];
};

/**
 * Flows, and nodes of flows, in whose name or title every word occurs, at most `limit` of each. Runs where the reader runs:
 * it looks at every node of the realm.
 */
export function* searchFlows(
  db: Db,
  { flows: t }: Tables,
  realmId: string,
  { text, limit }: { text: string; limit: number },
): Work<FlowHits> {
  const words = wordsOf(text);
  const all = yield* rows(
    db
      .select({ id: t.id, name: t.name, title: t.title, nodes: t.nodes })
      .from(t)
      .where(and(eq(t.realmId, realmId as Realm["id"]), isNull(t.removedAt)))
      .orderBy(asc(t.name)),
  );
  const flows = all.filter((flow) => holdsAll(`${flow.name} ${flow.title}`, words));
  const nodes = all.flatMap((flow) =>
    flow.nodes
      .filter((node) => holdsAll(`${node.name} ${node.title}`, words))
      .map(({ name, title }) => ({ flow: flow.name, flowTitle: flow.title, name, title })),
  );
  return {
    flows: flows.slice(0, limit).map(({ id, name, title }) => ({ id, name, title })),
    nodes: nodes.slice(0, limit),
  };
}
