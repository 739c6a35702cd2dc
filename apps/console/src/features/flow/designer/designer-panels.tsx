import type { Outputs } from "../../../app/trpc.ts";
import facts from "../../../components/record.module.css";
import { SidePanel } from "../../../components/side-panel.tsx";
import type { FlowPanel } from "../search.ts";
import { FindingList } from "./finding-list.tsx";
import { PublishPanel } from "./publish-panel.tsx";
import type { Designing } from "./use-designing.ts";
import { VersionsPanel } from "./versions-panel.tsx";

/** What is open beside the graph. */
export function DesignerPanels(props: {
  panel: FlowPanel;
  realm: string;
  flow: Outputs["flows"]["get"];
  designing: Designing;
  mayEdit: boolean;
  onSelect: (node: string) => void;
  onClose: () => void;
}) {
  const { panel, realm, flow, designing, onClose } = props;
  const { findings, graph } = designing;
  switch (panel) {
    case "publish":
      return (
        <PublishPanel
          realm={realm}
          flow={flow}
          graph={graph}
          findings={findings}
          revision={designing.saved && designing.revision > 0 ? designing.revision : null}
          onSelect={props.onSelect}
          onClose={onClose}
        />
      );
    case "problems":
      return (
        <SidePanel
          label={`Problems of ${flow.title}`}
          width={420}
          onClose={onClose}
          title={<h2>Problems</h2>}
        >
          <div className={facts.section}>
            {findings.length > 0 ? (
              <FindingList findings={findings} onSelect={props.onSelect} />
            ) : (
              <p className="soft">Nothing is wrong with what is drawn.</p>
            )}
          </div>
        </SidePanel>
      );
    case "versions":
      return (
        <VersionsPanel
          realm={realm}
          flow={flow}
          designing={designing}
          mayEdit={props.mayEdit}
          onClose={onClose}
        />
      );
  }
}
