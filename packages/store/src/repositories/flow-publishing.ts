import {
  Fault,
  type Flow,
  type FlowDraft,
  type FlowGraph,
  type FlowPublish,
  graphOf,
  newId,
} from "@scriptyard/model";
import { and, eq, max } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, first, rows, type Work } from "../work.ts";
import { toFlow, toFlowDraft } from "./flow-rows.ts";

export type SaveFlowDraftInput = {
  flowId: Flow["id"];
  graph: FlowGraph;
  /** Revision it was made from; 0 where nothing was drawn beside what is live. */
  baseRevision: number;
  userId: FlowDraft["updatedBy"];
  nowMs: number;
};

/** The draft as it is now: the saved one, or (not `ok`) the one that somebody else saved before. */
export type SavedFlowDraft = { ok: boolean; draft: FlowDraft };

export type FlowPublishInput = Pick<FlowPublish, "id" | "flowId" | "note" | "authorId" | "at">;

/**
 * Compare-and-set: the update names the revision it expects, so of two racing saves one matches no row. A save of what is
 * there already succeeds: an answer lost on the way may be asked for again.
 */
export function* saveFlowDraft(db: Db, t: Tables, input: SaveFlowDraftInput): Work<SavedFlowDraft> {
  const { flowId, graph, baseRevision, userId, nowMs } = input;
  const written = { graph, updatedAt: nowMs, updatedBy: userId };
  const [updated] = yield* rows(
    db
      .update(t.flowDrafts)
      .set({ ...written, revision: baseRevision + 1 })
      .where(and(eq(t.flowDrafts.flowId, flowId), eq(t.flowDrafts.revision, baseRevision)))
      .returning(),
  );
  if (updated) return { ok: true, draft: toFlowDraft(updated) };
  if (baseRevision === 0) {
    const flow = yield* first(db.select().from(t.flows).where(eq(t.flows.id, flowId)));
    if (!flow) throw noFlow(flowId);
    const [inserted] = yield* rows(
      db
        .insert(t.flowDrafts)
        .values({ basedOnVersion: flow.liveVersion, ...written, flowId, revision: 1 })
        .onConflictDoNothing()
        .returning(),
    );
    if (inserted) return { ok: true, draft: toFlowDraft(inserted) };
  }
  const row = yield* first(db.select().from(t.flowDrafts).where(eq(t.flowDrafts.flowId, flowId)));
  if (!row) throw noFlow(flowId);
  const draft = toFlowDraft(row);
  return { ok: JSON.stringify(draft.graph) === JSON.stringify(graph), draft };
}

/** Version, event and live graph as one act. Numbers have no gaps: the flow's row is the lock publishers queue for. */
export function* publishFlow(
  db: Db,
  t: Tables,
  input: FlowPublishInput & { revision: number },
): Work<{ flow: Flow; event: FlowPublish }> {
  const flow = yield* lockFlow(db, t, input);
  const row = yield* first(db.select().from(t.flowDrafts).where(eq(t.flowDrafts.flowId, flow.id)));
  if (row?.revision !== input.revision)
    throw new Fault(
      "conflict",
      `The draft is at revision ${row?.revision ?? 0}, the publish was made from revision ${input.revision}. Look at the newer graph, then publish again.`,
      { details: { revision: row?.revision ?? 0, expected: input.revision } },
    );
  const { revision: _, ...event } = input;
  const made = yield* nextVersion(db, t, flow, toFlowDraft(row).graph, event);
  yield* rows(
    db
      .update(t.flowDrafts)
      .set({ basedOnVersion: made.event.version })
      .where(eq(t.flowDrafts.flowId, flow.id))
      .returning({ id: t.flowDrafts.flowId }),
  );
  return made;
}

/** A graph that was drawn elsewhere as the next version; what is drawn here stays as it is. */
export function* publishGraph(
  db: Db,
  t: Tables,
  input: FlowPublishInput,
  graph: FlowGraph,
): Work<{ flow: Flow; event: FlowPublish }> {
  return yield* nextVersion(db, t, yield* lockFlow(db, t, input), graph, input);
}

/** Makes an earlier version live again; the draft stays as it is. */
export function* rollbackFlow(
  db: Db,
  t: Tables,
  input: FlowPublishInput & { toVersion: number },
): Work<{ flow: Flow; event: FlowPublish }> {
  const flow = yield* lockFlow(db, t, input);
  const { toVersion: version, ...event } = input;
  const own = and(eq(t.flowVersions.flowId, flow.id), eq(t.flowVersions.number, version));
  const target = yield* first(db.select().from(t.flowVersions).where(own));
  if (!target) throw new Fault("not_found", `The flow "${flow.name}" has no version ${version}.`);
  if (flow.liveVersion === version)
    throw new Fault("conflict", `Version ${version} of the flow "${flow.name}" is live already.`);
  return yield* makeLive(db, t, target.graph, {
    ...event,
    kind: "rollback",
    version,
    previousVersion: flow.liveVersion,
  });
}

type FlowRow = Tables["flows"]["$inferSelect"];

function* nextVersion(
  db: Db,
  t: Tables,
  flow: FlowRow,
  graph: FlowGraph,
  event: FlowPublishInput,
): Work<{ flow: Flow; event: FlowPublish }> {
  const previousVersion = yield* adoptLive(db, t, flow);
  const last = yield* first(
    db
      .select({ number: max(t.flowVersions.number) })
      .from(t.flowVersions)
      .where(eq(t.flowVersions.flowId, flow.id)),
  );
  const version = (last?.number ?? 0) + 1;
  yield* insertVersion(db, t, flow.id, { number: version, graph, createdAt: event.at });
  return yield* makeLive(db, t, graph, { ...event, kind: "publish", version, previousVersion });
}

/** Writes the flow's row first: on PostgreSQL that orders everybody who wants to change what is live. */
function* lockFlow(db: Db, { flows }: Tables, { flowId, at }: FlowPublishInput): Work<FlowRow> {
  const [flow] = yield* rows(db.update(flows).set({ updatedAt: at }).where(eq(flows.id, flowId)).returning());
  if (!flow || flow.removedAt !== null) throw noFlow(flowId);
  return flow;
}

/** A graph that is live from before flows had versions becomes the first one, so that it can be rolled back to. */
function* adoptLive(db: Db, t: Tables, flow: FlowRow): Work<number | null> {
  if (flow.liveVersion !== null || flow.nodes.length === 0) return flow.liveVersion;
  const at = flow.createdAt;
  yield* insertVersion(db, t, flow.id, { number: 1, graph: graphOf(toFlow(flow)), createdAt: at });
  yield* rows(
    db
      .insert(t.flowPublishes)
      .values({
        id: newId("pub", at),
        flowId: flow.id,
        kind: "publish",
        version: 1,
        previousVersion: null,
        note: "As it was before flows had versions",
        authorId: null,
        at,
      })
      .returning({ id: t.flowPublishes.id }),
  );
  return 1;
}

function* insertVersion(
  db: Db,
  { flowVersions }: Tables,
  flowId: Flow["id"],
  version: { number: number; graph: FlowGraph; createdAt: number },
): Work<void> {
  yield* rows(
    db
      .insert(flowVersions)
      .values({ ...version, id: `${flowId}/${version.number}`, flowId })
      .returning({ id: flowVersions.id }),
  );
}

function* makeLive(
  db: Db,
  t: Tables,
  { entry, nodes, edges }: FlowGraph,
  event: FlowPublish,
): Work<{ flow: Flow; event: FlowPublish }> {
  const [written] = yield* rows(db.insert(t.flowPublishes).values(event).returning());
  const [flow] = yield* rows(
    db
      .update(t.flows)
      .set({ entry: entry ?? "", nodes, edges, liveVersion: event.version })
      .where(eq(t.flows.id, event.flowId))
      .returning(),
  );
  return { flow: toFlow(flow!), event: written! };
}

export function noFlow(id: string): Fault {
  return new Fault("not_found", `There is no flow with the id ${id}.`);
}
