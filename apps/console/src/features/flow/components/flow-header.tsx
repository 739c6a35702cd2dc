import type { ComponentProps } from "react";
import { countOf } from "../../../components/format.ts";
import { PageHeader } from "../../../components/page-header.tsx";
import { FlowActions } from "./flow-actions.tsx";
import { FlowStanding } from "./flow-standing.tsx";

/** What the flow is called, how it stands, and what can be done with it. */
export function FlowHeader(props: {
  title: string;
  standing: ComponentProps<typeof FlowStanding>;
  /** How many nodes are on the screen. */
  nodes: number;
  actions: Omit<ComponentProps<typeof FlowActions>, "ready">;
}) {
  return (
    <PageHeader
      title={props.title}
      hint="Click a node for its summary; double-click it, or press Enter, to edit its script."
      beside={
        <>
          <FlowStanding {...props.standing} />
          <span className="faint">{countOf(props.nodes, "node")}</span>
        </>
      }
      actions={<FlowActions ready {...props.actions} />}
    />
  );
}
