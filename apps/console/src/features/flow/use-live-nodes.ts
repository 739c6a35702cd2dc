import { isProduct } from "@scriptyard/model";
import { useEffect, useRef, useState } from "react";
import { type LiveEventOf, useRunnerEvents } from "../../app/events/index.ts";
import { useGathered } from "../../app/frame/use-gathered.ts";
import type { Outputs } from "../../app/trpc.ts";

type Views = Outputs["flows"]["get"]["nodeViews"];
type Run = Pick<LiveEventOf<"execution">["execution"], "name" | "status" | "startedAt">;

/** What happened at a node beside what its figures say. */
export type LiveNode = { ok: number; error: number; lastAt: number; lastFailed: boolean };

/** A run is told of before it can be read; after so long it has been. */
const lateMs = 5_000;

/**
 * Counts live executions per node of a flow on top of the figures that were read; drawn at most three times a second, however
 * many arrive. When the figures are read anew, what they hold by then counts no more here.
 */
export function useLiveNodes(flow: string, views: Views | undefined): ReadonlyMap<string, LiveNode> {
  const counts = useRef(new Map<string, LiveNode>());
  const late = useRef<(Run & { heardAt: number })[]>([]);
  const [shown, setShown] = useState<ReadonlyMap<string, LiveNode>>(counts.current);
  const draw = useGathered(() => setShown(new Map(counts.current)), 330);
  useRunnerEvents(["execution"], ({ execution }) => {
    if (execution.module !== flow || !isProduct(execution.trigger)) return;
    const now = Date.now();
    const { name, status, startedAt } = execution;
    late.current = late.current.filter(({ heardAt }) => heardAt > now - lateMs);
    late.current.push({ name, status, startedAt, heardAt: now });
    add(counts.current, execution);
    draw();
  });
  useEffect(() => {
    const read = new Map(views?.map(({ node, stats }) => [node, stats?.lastAtMs ?? 0]));
    counts.current = new Map();
    for (const run of late.current) if (run.startedAt > (read.get(run.name) ?? 0)) add(counts.current, run);
    setShown(new Map(counts.current));
  }, [views]);
  return shown;
}

function add(counts: Map<string, LiveNode>, { name, status, startedAt }: Run): void {
  const before = counts.get(name) ?? { ok: 0, error: 0 };
  counts.set(name, {
    ...before,
    [status]: before[status] + 1,
    lastAt: startedAt,
    lastFailed: status === "error",
  });
}
