import type { Flow, FlowTraffic } from "@scriptyard/model";
import { and, desc, eq, gt, lt, type SQL, sql } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
import { slotWidths } from "./slots.ts";

/**
 * What one step of a walk went through, to be counted. No trial is ever handed over. It is a count and no record: where the
 * thread that writes dies between a commit and its answer, it may count twice.
 */
export type TrafficChange = {
  kind: "walked";
  realmId: Flow["realmId"];
  flowId: Flow["id"];
  /** Epoch milliseconds. */
  at: number;
  /** Nodes whose scripts ran, each as often as it did. */
  runs: readonly { node: string; failed: boolean }[];
  /** Edges that were taken; `outcome` null: the default edge. */
  ways: readonly { from: string; to: string; outcome: string | null }[];
};

/** Five minutes draw the last hours, hours the days: of a week 169 slots per edge, however many walks there were. */
export const trafficWidths = [slotWidths.coarse, slotWidths.wide] as const;
const coarseWindowMs = 4 * 3_600_000;
/** Edges and nodes of one answer: a graph has 1 200 at most, and there may have been others in the window. */
const most = 4_000;

type Row = Tables["flowTraffic"]["$inferInsert"];

/** Adds steps to the slots of their nodes and edges, for one transaction. */
export function* countTraffic(
  db: Db,
  { flowTraffic: t }: Tables,
  steps: readonly TrafficChange[],
): Work<void> {
  const slots = slotsOf(steps);
  // Always in the same order, so that two PostgreSQL writers cannot lock each other out.
  const sorted = [...slots.keys()].sort().map((key) => slots.get(key)!);
  for (let i = 0; i < sorted.length; i += 200)
    yield* rows(
      db
        .insert(t)
        .values(sorted.slice(i, i + 200))
        .onConflictDoUpdate({
          target: [t.flowId, t.widthMs, t.at, t.node, t.leadsTo, t.outcome],
          set: { passed: sql`${t.passed} + excluded.passed`, failed: sql`${t.failed} + excluded.failed` },
        })
        .returning({ at: t.at }),
    );
}

function slotsOf(steps: readonly TrafficChange[]): Map<string, Row> {
  const slots = new Map<string, Row>();
  const count = (step: TrafficChange, what: Pick<Row, "node" | "leadsTo" | "outcome">, failed: boolean) => {
    for (const widthMs of trafficWidths) {
      const { realmId, flowId } = step;
      const at = step.at - (step.at % widthMs);
      const key = JSON.stringify([flowId, widthMs, at, what.node, what.leadsTo, what.outcome]);
      let slot = slots.get(key);
      if (!slot) {
        slot = { realmId, flowId, widthMs, at, ...what, passed: 0, failed: 0 };
        slots.set(key, slot);
      }
      slot.passed += 1;
      if (failed) slot.failed += 1;
    }
  };
  for (const step of steps) {
    for (const { node, failed } of step.runs) count(step, { node, leadsTo: "", outcome: "" }, failed);
    for (const { from, to, outcome } of step.ways)
      count(step, { node: from, leadsTo: to, outcome: outcome ?? "" }, false);
  }
  return slots;
}

/** What went through a flow in a window, its ends rounded outwards to whole slots; the busiest first. */
export function* flowTraffic(
  db: Db,
  { flowTraffic: t }: Tables,
  flowId: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Work<FlowTraffic> {
  const widthMs = toMs - fromMs <= coarseWindowMs ? slotWidths.coarse : slotWidths.wide;
  const sum = (column: typeof t.passed) => (sql`sum(${column})` as SQL<number>).mapWith(Number);
  const found = yield* rows(
    db
      .select({
        node: t.node,
        leadsTo: t.leadsTo,
        outcome: t.outcome,
        passed: sum(t.passed),
        failed: sum(t.failed),
      })
      .from(t)
      .where(
        and(
          eq(t.flowId, flowId as Flow["id"]),
          eq(t.widthMs, widthMs),
          gt(t.at, fromMs - widthMs),
          lt(t.at, toMs),
        ),
      )
      .groupBy(t.node, t.leadsTo, t.outcome)
      .orderBy(desc(sql`sum(${t.passed})`), t.node, t.leadsTo, t.outcome)
      .limit(most),
  );
  return {
    nodes: found
      .filter(({ leadsTo }) => leadsTo === "")
      .map(({ node, passed, failed }) => ({ node, runs: passed, failed })),
    edges: found
      .filter(({ leadsTo }) => leadsTo !== "")
      .map(({ node, leadsTo, outcome, passed }) => ({
        from: node,
        to: leadsTo,
        outcome: outcome === "" ? null : outcome,
        walks: passed,
      })),
  };
}
