import type { FlowGraph, FlowNodeKind } from "@scriptyard/model";
import type { Outputs } from "../../../app/trpc.ts";

type FlowView = Outputs["flows"]["get"];

/**
 * The flow as it is on the screen: with what is drawn, for whoever draws; for others what is live, or what is drawn while
 * nothing is.
 *
 * @param drawn null: somebody who only looks
 */
export function shownFlow(flow: FlowView, drawn: FlowGraph | null, kinds: readonly FlowNodeKind[]): FlowView {
  if (drawn === null && flow.nodes.length > 0) return flow;
  const { entry, nodes, edges } = drawn ?? flow.draft.graph;
  const views = new Map(flow.nodeViews.map((view) => [view.node, view]));
  return {
    ...flow,
    entry: entry ?? "",
    nodes: nodes as FlowView["nodes"],
    edges: edges as FlowView["edges"],
    nodeViews: nodes.map(({ name: node, kind: id }) => {
      // One that was just added is not among those that were read.
      const known = views.get(node) ?? unread(node);
      const kind = kinds.find((one) => one.id === id) ?? known.kind;
      return {
        ...known,
        kind: kind && { title: kind.title, description: kind.description, role: kind.role },
      };
    }),
  };
}

function unread(node: string): FlowView["nodeViews"][number] {
  return {
    node,
    kind: null,
    scriptId: null,
    status: null,
    liveVersion: null,
    liveLayer: null,
    stats: null,
    failing: false,
  };
}
