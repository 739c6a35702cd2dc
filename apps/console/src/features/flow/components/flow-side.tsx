import type { Outputs } from "../../../app/trpc.ts";
import { DesignerPanels } from "../designer/designer-panels.tsx";
import { NodeEdges } from "../designer/node-edges.tsx";
import type { Designing } from "../designer/use-designing.ts";
import type { useFlowPage } from "../use-flow-page.ts";
import type { Traffic } from "../use-traffic.ts";
import type { PassedNode } from "../use-walked.ts";
import type { Step } from "../walks.ts";
import { NodeSheet } from "./node-sheet.tsx";
import { TryIt } from "./try-it.tsx";
import { WalkSheet } from "./walk-sheet.tsx";

type FlowView = Outputs["flows"]["get"];

/** What is open beside the graph: a walk that is tried, a panel, or the summary of the selected node. */
export function FlowSide(props: {
  realm: string;
  flow: FlowView;
  /** As it is on the screen. */
  shown: FlowView;
  selected: FlowView["nodes"][number] | undefined;
  designing: Designing;
  mayEdit: boolean;
  page: ReturnType<typeof useFlowPage>;
  /** Of the walk that is looked at. */
  way: readonly PassedNode[];
  traffic: Traffic | null;
  onSteps: (steps: readonly Step[]) => void;
}) {
  const { realm, flow, shown, selected, designing, mayEdit, page } = props;
  const { search } = page;
  const { ask, disconnect, startAt, setPolicy } = designing;
  if (search.try && page.nothingRuns === null)
    return (
      <TryIt
        flow={shown}
        search={search}
        onSearch={page.changeSearch}
        onSteps={props.onSteps}
        onClose={() => page.setTry(false)}
      />
    );
  if (search.panel)
    return (
      <DesignerPanels
        panel={search.panel}
        realm={realm}
        flow={flow}
        designing={designing}
        mayEdit={mayEdit}
        onSelect={page.select}
        onClose={() => page.showPanel(undefined)}
      />
    );
  if (!selected)
    return search.session ? (
      <WalkSheet
        realm={realm}
        flow={shown}
        way={props.way}
        onClose={() => page.changeSearch({ session: undefined })}
      />
    ) : null;
  const { name } = selected;
  return (
    <NodeSheet
      flow={shown}
      node={selected}
      traffic={props.traffic}
      onOpen={page.openScript}
      onClose={() => page.select(null)}
    >
      {mayEdit ? (
        <NodeEdges
          graph={designing.graph}
          node={selected}
          onRename={() => ask({ kind: "rename", node: name })}
          onAddAfter={() => ask({ kind: "add", after: name })}
          onConnect={() => ask({ kind: "connect", from: name, to: null })}
          onDisconnect={({ from, outcome = null }) => disconnect(from, outcome)}
          onStart={() => startAt(name)}
          onPolicy={(policy) => setPolicy(name, policy)}
        />
      ) : null}
    </NodeSheet>
  );
}
