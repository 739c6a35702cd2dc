import { isProduct } from "@scriptyard/model";
import { useRef, useState } from "react";
import { useRunnerEvents } from "../../app/events/index.ts";
import { useGathered } from "../../app/frame/use-gathered.ts";

/** What happened at a node since the page was opened. */
export type LiveNode = { ok: number; error: number; lastAt: number; lastFailed: boolean };

/** Counts live executions per node of a flow; drawn at most three times a second, however many arrive. */
export function useLiveNodes(flow: string): ReadonlyMap<string, LiveNode> {
  const counts = useRef(new Map<string, LiveNode>());
  const [shown, setShown] = useState<ReadonlyMap<string, LiveNode>>(counts.current);
  const draw = useGathered(() => setShown(new Map(counts.current)), 330);
  useRunnerEvents(["execution"], ({ execution }) => {
    if (execution.module !== flow || !isProduct(execution.trigger)) return;
    const before = counts.current.get(execution.name) ?? { ok: 0, error: 0 };
    counts.current.set(execution.name, {
      ...before,
      [execution.status]: before[execution.status] + 1,
      lastAt: execution.startedAt,
      lastFailed: execution.status === "error",
    });
    draw();
  });
  return shown;
}
