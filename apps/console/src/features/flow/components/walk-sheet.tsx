import { Link } from "@tanstack/react-router";
import type { Outputs } from "../../../app/trpc.ts";
import facts from "../../../components/record.module.css";
import { SidePanel } from "../../../components/side-panel.tsx";
import { titleOf } from "../designer/outcomes.ts";
import type { PassedNode } from "../use-walked.ts";

/** A walk of before, step by step; its way is drawn over the graph. */
export function WalkSheet(props: {
  realm: string;
  flow: Outputs["flows"]["get"];
  way: readonly PassedNode[];
  onClose: () => void;
}) {
  const { realm, flow, way } = props;
  return (
    <SidePanel label="The way of a walk" width={320} onClose={props.onClose} title={<h2>A walk</h2>}>
      <div className={facts.section}>
        {way.length === 0 ? (
          <p className="soft">Nothing is recorded of it any more.</p>
        ) : (
          <ol aria-label="Steps">
            {way.map(({ node, executionId }) => (
              <li key={executionId} style={{ lineHeight: "28px" }}>
                <Link to="/r/$realm/executions" params={{ realm }} search={{ open: executionId }}>
                  {titleOf(flow, node)}
                </Link>
              </li>
            ))}
          </ol>
        )}
      </div>
    </SidePanel>
  );
}
