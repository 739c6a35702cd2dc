import {
  type FlowFinding,
  type FlowGraph,
  type FlowNodeKind,
  flowFindings,
  type NodeScript,
} from "@scriptyard/model";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useKnownRealm } from "../../../app/known-realm.ts";
import { type Outputs, useTRPC } from "../../../app/trpc.ts";

export type Scripts = Outputs["flows"]["scripts"];

/** What is wrong with what is drawn: worked out while somebody draws, by the function that the publish asks as well. */
export function useFindings(
  realm: string,
  flow: string,
  graph: FlowGraph,
  kinds: readonly FlowNodeKind[],
  /** Whoever only looks is told nothing, and no script is read for them. */
  enabled: boolean,
): { findings: readonly FlowFinding[]; scripts: Scripts | undefined } {
  const scripts = useQuery({
    ...useTRPC().flows.scripts.queryOptions({ realm, flow }),
    staleTime: 5_000,
    enabled,
  }).data;
  const host = useKnownRealm()?.hostId ?? "";
  const findings = useMemo(() => {
    // Until the host has said what kinds it has, every node would be of none.
    if (kinds.length === 0 || !enabled) return [];
    const known = new Map<string, NodeScript | null>(Object.entries(scripts ?? {}));
    return flowFindings(graph, { flow, host, kinds, scripts: known });
  }, [graph, flow, host, kinds, scripts, enabled]);
  return { findings, scripts };
}

/** The worst that is said of a node or of an edge that leaves it. */
export function worstByNode(findings: readonly FlowFinding[]): ReadonlyMap<string, FlowFinding> {
  const worst = new Map<string, FlowFinding>();
  // Errors come first.
  for (const finding of findings) {
    const { at } = finding;
    const node = at.kind === "node" ? at.node : at.kind === "edge" ? at.from : null;
    if (node !== null && !worst.has(node)) worst.set(node, finding);
  }
  return worst;
}
