import type { FlowSession } from "@scriptyard/model";
import { and, count, eq, gt, inArray, lt } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { places, prepared, rows, value } from "../work.ts";
import { objectColumn } from "./columns.ts";
import type { Context } from "./context.ts";

export interface FlowSessionsRepository {
  create(session: FlowSession): Promise<void>;
  byId(id: string): Promise<FlowSession | null>;
  /** Compare-and-set by `updatedAt`: false when another request moved the session first. */
  update(session: FlowSession, expectedUpdatedAt: number): Promise<boolean>;
  /** How many walks through a flow have not come to an end. */
  underWay(flowId: string, nowMs: number): Promise<number>;
  prune(beforeMs: number): Promise<number>;
}

export function flowSessionsRepository({ main }: Context): FlowSessionsRepository {
  return {
    create: (session) =>
      guarded(
        main.tx(function* (db, { flowSessions }) {
          yield* rows(db.insert(flowSessions).values(session).returning({ id: flowSessions.id }));
        }),
        {
          conflict: `There is already a flow session ${session.id}.`,
          missing: `There is no flow ${session.flowId}.`,
        },
      ),
    byId: (id) =>
      guarded(
        main.read(function* (db, { flowSessions }) {
          const [row] = yield* prepared("flowSessions.byId", { id }, () =>
            db
              .select()
              .from(flowSessions)
              .where(eq(flowSessions.id, value(flowSessions.id, "id"))),
          );
          return row ? toFlowSession(row) : null;
        }),
      ),
    update: (session, expectedUpdatedAt) =>
      guarded(
        main.tx(function* (db, { flowSessions }) {
          // Two steps within one millisecond must still differ, or the loser of a race would not notice.
          const updatedAt = Math.max(session.updatedAt, expectedUpdatedAt + 1);
          const values = { ...session, updatedAt, expectedUpdatedAt };
          const moved = yield* prepared("flowSessions.update", values, () =>
            db
              .update(flowSessions)
              .set(places(...changing))
              .where(
                and(
                  eq(flowSessions.id, value(flowSessions.id, "id")),
                  eq(flowSessions.updatedAt, value(flowSessions.updatedAt, "expectedUpdatedAt")),
                ),
              )
              .returning({ id: flowSessions.id }),
          );
          return moved.length === 1;
        }),
      ),
    underWay: (flowId, nowMs) =>
      guarded(
        main.read(function* (db, { flowSessions: t }) {
          const [found] = yield* rows(
            db
              .select({ count: count() })
              .from(t)
              .where(
                and(
                  eq(t.flowId, flowId as FlowSession["flowId"]),
                  inArray(t.status, ["running", "challenge", "redirect"]),
                  gt(t.expiresAt, nowMs),
                ),
              ),
          );
          return found?.count ?? 0;
        }),
      ),
    prune: async (beforeMs) => {
      // In portions: a long delete would hold up the request path.
      for (let total = 0; ; ) {
        const removed = await guarded(
          main.tx(function* (db, { flowSessions }) {
            const old = db
              .select({ id: flowSessions.id })
              .from(flowSessions)
              .where(lt(flowSessions.expiresAt, beforeMs))
              .limit(500);
            return yield* rows(
              db.delete(flowSessions).where(inArray(flowSessions.id, old)).returning({ id: flowSessions.id }),
            );
          }),
        );
        total += removed.length;
        if (removed.length < 500) return total;
      }
    },
  };
}

const changing = [
  "realmId",
  "flowId",
  "secretHash",
  "status",
  "node",
  "pins",
  "mode",
  "origin",
  "browserHash",
  "ticket",
  "state",
  "suspension",
  "lastAnswer",
  "updatedAt",
  "expiresAt",
] as const satisfies (keyof FlowSession)[];

function toFlowSession(row: Tables["flowSessions"]["$inferSelect"]): FlowSession {
  objectColumn(row.pins, `flow_sessions.${row.id} pins`);
  objectColumn(row.state, `flow_sessions.${row.id} state`);
  return row;
}
