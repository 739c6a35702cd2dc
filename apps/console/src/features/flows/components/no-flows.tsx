import { Workflow } from "lucide-react";
import type { ReactNode } from "react";
import type { Outputs } from "../../../app/trpc.ts";
import { EmptyState } from "../../../components/empty-state.tsx";

/** Why there is no flow, and how there would be one: a host that has no kinds of nodes has to be given some first. */
export function NoFlows({
  host,
  action,
}: {
  host: Outputs["host"]["reference"] | undefined;
  action: ReactNode;
}) {
  if (host?.flows === null)
    return (
      <EmptyState icon={Workflow} title={`The host ${host.host.title} has no flows`}>
        A flow is drawn of kinds of nodes, which the host declares. Whoever looks after it adds{" "}
        <code>flows</code> to its definition, as <code>npx scriptyard init</code> writes it into a{" "}
        <code>host.ts</code>: the kinds, and what a walk remembers. Then it can be drawn here.
      </EmptyState>
    );
  return (
    <EmptyState icon={Workflow} title="This realm has no flow" actions={action}>
      Draw one by hand, or begin with one that the host delivers: a login, say, with the scripts of its nodes.
      Nobody walks it before it is published.
    </EmptyState>
  );
}
