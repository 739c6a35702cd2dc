import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTRPC } from "../../app/trpc.ts";
import type { Step } from "./walks.ts";

/** One run on a way through the graph. */
export type PassedNode = Pick<Step, "node" | "executionId">;

/** The way that one walk took, in its order: of the session that the address names, else of the one that is tried. */
export function useWalked(realm: string, sessionId: string | undefined) {
  /** Of the walk that is tried. */
  const [steps, setSteps] = useState<readonly Step[]>([]);
  const recorded = useQuery(
    useTRPC().executions.list.queryOptions(
      { realm, filter: { flowSessionId: sessionId as `fls_${string}`, trials: true }, limit: 200 },
      { enabled: sessionId !== undefined },
    ),
  ).data;
  const way = useMemo((): readonly PassedNode[] => {
    if (sessionId === undefined) return steps;
    // Newest first.
    return (recorded?.items ?? [])
      .toReversed()
      .flatMap(({ id, node }) => (node === null ? [] : [{ node, executionId: id }]));
  }, [sessionId, recorded, steps]);
  const passed = useMemo(() => passedIn(way), [way]);
  return { way, passed, at: steps.at(-1)?.node ?? null, setSteps };
}

/** The nodes that were passed, and the lines between those that came one after the other. */
export function passedIn(way: readonly PassedNode[]): {
  nodes: ReadonlySet<string>;
  lines: ReadonlySet<string>;
} {
  const lines = new Set<string>();
  for (const [at, { node }] of way.entries()) {
    const next = way[at + 1];
    if (next) lines.add(lineKey(node, next.node));
  }
  return { nodes: new Set(way.map(({ node }) => node)), lines };
}

export const lineKey = (from: string, to: string): string => `${from} ${to}`;
