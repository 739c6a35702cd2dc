import { type Flow, flowEdgeSchema, flowNodeSchema } from "@scriptyard/model";
import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { prepared, rows, value } from "../work.ts";
import { checkedColumn } from "./columns.ts";
import type { Context } from "./context.ts";
import type { FlowHits } from "./search-flows.ts";

export interface FlowsRepository {
  list(realmId: string): Promise<Flow[]>;
  /** Flows and nodes in whose name or title every word occurs; at most `limit` of each. */
  search(realmId: string, search: { text: string; limit: number }): Promise<FlowHits>;
  byName(realmId: string, name: string): Promise<Flow | null>;
  byId(id: string): Promise<Flow | null>;
  save(flow: Flow): Promise<Flow>;
}

export function flowsRepository({ main, reader }: Context): FlowsRepository {
  return {
    list: (realmId) =>
      guarded(
        main.read(function* (db, { flows }) {
          const found = yield* rows(
            db
              .select()
              .from(flows)
              .where(eq(flows.realmId, realmId as Flow["realmId"]))
              .orderBy(asc(flows.name)),
          );
          return found.map(toFlow);
        }),
      ),
    search: (realmId, search) => reader.ask(realmId, "searchFlows", realmId, search),
    byName: (realmId, name) =>
      guarded(
        main.read(function* (db, { flows }) {
          const [row] = yield* prepared("flows.byName", { realmId, name }, () =>
            db
              .select()
              .from(flows)
              .where(
                and(
                  eq(flows.realmId, value(flows.realmId, "realmId")),
                  eq(flows.name, value(flows.name, "name")),
                ),
              ),
          );
          return row ? toFlow(row) : null;
        }),
      ),
    byId: (id) =>
      guarded(
        main.read(function* (db, { flows }) {
          const [row] = yield* prepared("flows.byId", { id }, () =>
            db
              .select()
              .from(flows)
              .where(eq(flows.id, value(flows.id, "id"))),
          );
          return row ? toFlow(row) : null;
        }),
      ),
    save: (flow) =>
      guarded(
        main.tx(function* (db, { flows }) {
          const { id: _, realmId: __, createdAt: ___, ...changing } = flow;
          const [row] = yield* rows(
            db.insert(flows).values(flow).onConflictDoUpdate({ target: flows.id, set: changing }).returning(),
          );
          return toFlow(row!);
        }),
        {
          conflict: `There is already a flow "${flow.name}" in this realm.`,
          missing: `There is no realm ${flow.realmId}.`,
        },
      ),
  };
}

const nodes = z.array(flowNodeSchema);
const edges = z.array(flowEdgeSchema);

function toFlow(row: Tables["flows"]["$inferSelect"]): Flow {
  return {
    ...row,
    nodes: checkedColumn(nodes, row.nodes, `flows.${row.id} nodes`),
    edges: checkedColumn(edges, row.edges, `flows.${row.id} edges`),
  };
}
