import { flowEnd, isProduct, type TrafficWindow } from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { useRunnerEvents } from "../../app/events/index.ts";
import { faultOf } from "../../app/fault.ts";
import { type Outputs, useTRPC } from "../../app/trpc.ts";
import { doneId } from "./layout.ts";
import { lineKey } from "./use-walked.ts";

/** What went through the nodes and lines of a graph in a window; a line without an entry nobody took. */
export type Traffic = {
  window: TrafficWindow;
  /** The window is being read, or could not be: nothing is counted here, and nobody may say that nothing ran. */
  unknown?: { problem: string | null };
  nodes: ReadonlyMap<string, { runs: number; failed: number }>;
  /** Walks by `lineKey`: edges between the same two nodes are one line. */
  lines: ReadonlyMap<string, number>;
  /** Walks by edge, its outcome or null. */
  walks: (from: string, to: string, outcome: string | null) => number;
  /** Of the busiest line; 0: nothing went through. */
  most: number;
};

/** A run is told of before it is counted; and however many run, the counts are read once in this time. */
const lateMs = 2_000;

/**
 * Null when it is not asked for, and while a day is read, whose runs a flow knows itself; read again while the flow is walked.
 * Counts of the window before are never shown under the name of the next one.
 */
export function useTraffic(realm: string, flow: string, window: TrafficWindow | "off"): Traffic | null {
  const wanted = window !== "off";
  const { data, error, refetch } = useQuery(
    useTRPC().flows.traffic.queryOptions(
      { realm, flow, window: wanted ? window : "24h" },
      { enabled: wanted },
    ),
  );
  const problem = error === null ? null : faultOf(error).message;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useRunnerEvents(["execution"], ({ execution }) => {
    if (!wanted || timer.current || execution.module !== flow || !isProduct(execution.trigger)) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      void refetch();
    }, lateMs);
  });
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
    },
    [],
  );
  return useMemo(() => {
    if (!wanted) return null;
    if (data) return trafficIn(data, window);
    return window === "24h" ? null : { ...nothingKnown, window, unknown: { problem } };
  }, [wanted, data, problem, window]);
}

const nothingKnown = { nodes: new Map(), lines: new Map(), walks: () => 0, most: 0 };

export function trafficIn(
  { nodes, edges }: Pick<Outputs["flows"]["traffic"], "nodes" | "edges">,
  window: TrafficWindow,
): Traffic {
  const lines = new Map<string, number>();
  const walks = new Map<string, number>();
  for (const edge of edges) {
    const line = lineKey(edge.from, edge.to === flowEnd ? doneId : edge.to);
    lines.set(line, (lines.get(line) ?? 0) + edge.walks);
    walks.set(edgeKey(edge.from, edge.to, edge.outcome), edge.walks);
  }
  return {
    window,
    nodes: new Map(nodes.map(({ node, ...counts }) => [node, counts])),
    lines,
    walks: (from, to, outcome) => walks.get(edgeKey(from, to, outcome)) ?? 0,
    most: Math.max(0, ...lines.values()),
  };
}

const edgeKey = (from: string, to: string, outcome: string | null) => `${from} ${to} ${outcome ?? "\n"}`;
