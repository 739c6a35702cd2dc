import {
  Fault,
  type Flow,
  type FlowDraft,
  type FlowGraph,
  type FlowPublish,
  type FlowVersion,
} from "@scriptyard/model";
import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, notInArray } from "drizzle-orm";
import { guarded } from "../faults.ts";
import type { Tables } from "../schema/index.ts";
import { first, prepared, rows, value } from "../work.ts";
import type { Context } from "./context.ts";
import {
  type FlowPublishInput,
  noFlow,
  publishFlow,
  rollbackFlow,
  type SavedFlowDraft,
  type SaveFlowDraftInput,
  saveFlowDraft,
} from "./flow-publishing.ts";
import { toFlow, toFlowDraft, toFlowVersion } from "./flow-rows.ts";
import { insertScript, type NewScript } from "./insert-script.ts";
import type { FlowHits } from "./search-flows.ts";

/** A flow that can be taken back, and when it was deleted. */
export type RemovedFlow = Pick<Flow, "id" | "name" | "title" | "liveVersion"> & { removedAt: number };

/** A publish or rollback with the name of who did it; null: a token, or the product. */
export type SeenFlowPublish = FlowPublish & { authorName: string | null };

/** Flows with what is live of them, and what is drawn. Deleted ones answer to `byId` alone: walks under way end in them. */
export interface FlowsRepository {
  list(realmId: string): Promise<Flow[]>;
  /** Flows and nodes in whose name or title every word occurs; at most `limit` of each. */
  search(realmId: string, search: { text: string; limit: number }): Promise<FlowHits>;
  byName(realmId: string, name: string): Promise<Flow | null>;
  byId(id: string): Promise<Flow | null>;
  /** A new flow with what is drawn of it, and scripts for its nodes, in one transaction. */
  create(
    flow: Flow,
    draft: { graph: FlowGraph; userId: FlowDraft["updatedBy"] },
    scripts: readonly NewScript[],
  ): Promise<Flow>;
  /** Writes the row as it is, without a version. */
  save(flow: Flow): Promise<Flow>;
  rename(id: string, title: string, atMs: number): Promise<Flow>;
  /** What is drawn; null where nothing was, beside what is live. */
  draft(flowId: string): Promise<FlowDraft | null>;
  drafts(realmId: string): Promise<FlowDraft[]>;
  saveDraft(input: SaveFlowDraftInput): Promise<SavedFlowDraft>;
  /** The draft becomes the next version and is live. @throws Fault `conflict` when it is at another revision */
  publish(input: FlowPublishInput & { revision: number }): Promise<{ flow: Flow; event: FlowPublish }>;
  /** @throws Fault `not_found` for an unknown version, `conflict` when it is live already */
  rollback(input: FlowPublishInput & { toVersion: number }): Promise<{ flow: Flow; event: FlowPublish }>;
  version(flowId: string, number: number): Promise<FlowVersion | null>;
  /** Newest first, 100 at most. */
  publishes(flowId: string): Promise<SeenFlowPublish[]>;
  /** Those that can be taken back, the last one first; 100 at most. */
  removed(realmId: string): Promise<RemovedFlow[]>;
  /** Nobody finds it by its name any more. */
  remove(id: string, atMs: number): Promise<void>;
  /** @throws Fault `conflict` when another flow has its name now */
  restore(id: string): Promise<Flow>;
  /** Deletes for good what was removed before then and no walk refers to. */
  prune(beforeMs: number): Promise<number>;
}

export function flowsRepository({ main, reader }: Context): FlowsRepository {
  return {
    list: (realmId) =>
      guarded(
        main.read(function* (db, { flows }) {
          const own = and(eq(flows.realmId, realmId as Flow["realmId"]), isNull(flows.removedAt));
          return (yield* rows(db.select().from(flows).where(own).orderBy(asc(flows.name)))).map(toFlow);
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
                  isNull(flows.removedAt),
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
    create: (flow, { graph, userId }, scripts) =>
      guarded(
        main.tx(function* (db, t) {
          const [row] = yield* rows(db.insert(t.flows).values(flow).returning());
          const { id: flowId, createdAt: updatedAt } = flow;
          yield* rows(
            db
              .insert(t.flowDrafts)
              .values({ flowId, revision: 1, basedOnVersion: null, updatedAt, updatedBy: userId, graph })
              .returning({ id: t.flowDrafts.flowId }),
          );
          for (const script of scripts) yield* insertScript(db, t, script);
          return toFlow(row!);
        }),
        taken(flow),
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
        taken(flow),
      ),
    rename: (id, title, updatedAt) =>
      guarded(
        main.tx(function* (db, { flows }) {
          const [row] = yield* rows(
            db.update(flows).set({ title, updatedAt }).where(ofFlow(flows.id, id)).returning(),
          );
          if (!row) throw noFlow(id);
          return toFlow(row);
        }),
      ),
    draft: (flowId) =>
      guarded(
        main.read(function* (db, { flowDrafts: t }) {
          const row = yield* first(db.select().from(t).where(ofFlow(t.flowId, flowId)));
          return row && toFlowDraft(row);
        }),
      ),
    drafts: (realmId) =>
      guarded(
        main.read(function* (db, { flowDrafts, flows }) {
          const own = and(eq(flows.realmId, realmId as Flow["realmId"]), isNull(flows.removedAt));
          const found = yield* rows(
            db
              .select({ draft: flowDrafts })
              .from(flowDrafts)
              .innerJoin(flows, eq(flows.id, flowDrafts.flowId))
              .where(own),
          );
          return found.map(({ draft }) => toFlowDraft(draft));
        }),
      ),
    saveDraft: (input) =>
      guarded(
        main.tx((db, t) => saveFlowDraft(db, t, input)),
        { missing: `There is no user ${input.userId}.` },
      ),
    publish: (input) => guarded(main.tx((db, t) => publishFlow(db, t, input), { durable: true })),
    rollback: (input) => guarded(main.tx((db, t) => rollbackFlow(db, t, input), { durable: true })),
    version: (flowId, number) =>
      guarded(
        main.read(function* (db, { flowVersions: t }) {
          const own = and(ofFlow(t.flowId, flowId), eq(t.number, number));
          const row = yield* first(db.select().from(t).where(own));
          return row && toFlowVersion(row);
        }),
      ),
    publishes: (flowId) =>
      guarded(
        main.read(function* (db, { flowPublishes: t, users }) {
          const found = yield* rows(
            db
              .select({ event: t, authorName: users.name })
              .from(t)
              .leftJoin(users, eq(users.id, t.authorId))
              .where(ofFlow(t.flowId, flowId))
              .orderBy(desc(t.at), desc(t.id))
              .limit(100),
          );
          return found.map(({ event, authorName }) => ({ ...event, authorName }));
        }),
      ),
    removed: (realmId) =>
      guarded(
        main.read(function* (db, { flows: t }) {
          const { id, name, title, liveVersion, removedAt } = t;
          const found = yield* rows(
            db
              .select({ id, name, title, liveVersion, removedAt })
              .from(t)
              .where(and(eq(t.realmId, realmId as Flow["realmId"]), isNotNull(removedAt)))
              .orderBy(desc(removedAt), desc(id))
              .limit(100),
          );
          return found.map((row) => ({ ...row, removedAt: row.removedAt! }));
        }),
      ),
    remove: (id, atMs) =>
      guarded(
        main.tx(function* (db, { flows }) {
          const open = and(ofFlow(flows.id, id), isNull(flows.removedAt));
          const [row] = yield* rows(
            db.update(flows).set({ removedAt: atMs }).where(open).returning({ id: flows.id }),
          );
          if (!row) throw noFlow(id);
        }),
      ),
    restore: (id) =>
      guarded(
        main.tx(function* (db, { flows }) {
          const [row] = yield* rows(
            db.update(flows).set({ removedAt: null }).where(ofFlow(flows.id, id)).returning(),
          );
          if (!row) throw new Fault("not_found", "This flow is gone for good.");
          return toFlow(row);
        }),
        { conflict: "Another flow has its name now. Delete that one first, or leave this one deleted." },
      ),
    prune: (beforeMs) =>
      guarded(
        main.tx(function* (db, { flows, flowSessions }) {
          const walked = db.select({ id: flowSessions.flowId }).from(flowSessions);
          const old = db
            .select({ id: flows.id })
            .from(flows)
            .where(
              and(isNotNull(flows.removedAt), lt(flows.removedAt, beforeMs), notInArray(flows.id, walked)),
            )
            .limit(100);
          return (yield* rows(db.delete(flows).where(inArray(flows.id, old)).returning({ id: flows.id })))
            .length;
        }),
      ),
  };
}

function taken({ name, realmId }: Flow) {
  return {
    conflict: `There is already a flow "${name}" in this realm.`,
    missing: `There is no realm ${realmId}.`,
  };
}

type FlowKey =
  | Tables["flows"]["id"]
  | Tables["flowDrafts"]["flowId"]
  | Tables["flowVersions"]["flowId"]
  | Tables["flowPublishes"]["flowId"];
const ofFlow = (column: FlowKey, id: string) => eq(column, id as Flow["id"]);
