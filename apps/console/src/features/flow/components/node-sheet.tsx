import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Pencil } from "lucide-react";
import type { ReactNode } from "react";
import { useRealm } from "../../../app/realm.ts";
import type { Outputs } from "../../../app/trpc.ts";
import { countOf } from "../../../components/format.ts";
import { NodeIcon } from "../../../components/node-icon.tsx";
import facts from "../../../components/record.module.css";
import { SidePanel } from "../../../components/side-panel.tsx";
import { ScriptStatusPill } from "../../../components/status-pill.tsx";
import { UsedBy } from "../../../components/used-by/used-by.tsx";
import { policies } from "../policies.ts";
import { trafficWords } from "../search.ts";
import type { Traffic } from "../use-traffic.ts";
import { NodeStats } from "./node-stats.tsx";

type FlowView = Outputs["flows"]["get"];

/** What a node is and how it does, beside the graph. */
export function NodeSheet(props: {
  flow: FlowView;
  node: FlowView["nodes"][number];
  traffic: Traffic | null;
  onOpen: (node: string) => void;
  onClose: () => void;
  /** What is wrong with it, and what can be done to it, where it is drawn. */
  children?: ReactNode;
}) {
  const realm = useRealm();
  const { flow, node, traffic } = props;
  const view = flow.nodeViews.find((each) => each.node === node.name);
  const kind = view?.kind ?? null;
  const outgoing = flow.edges.filter((edge) => edge.from === node.name);
  const script = `${flow.name}/${node.name}`;
  return (
    <SidePanel
      key={node.name}
      label={`Node ${node.title}`}
      width={380}
      onClose={props.onClose}
      onEnter={() => props.onOpen(node.name)}
      title={
        <>
          <NodeIcon role={kind?.role ?? null} />
          <h2 className="cut">{node.title}</h2>
        </>
      }
      actions={
        <Button
          leftSection={<Pencil size={13} aria-hidden="true" />}
          renderRoot={(rest) => (
            <Link
              to="/r/$realm/scripts/$module/$name"
              params={{ realm, module: flow.name, name: node.name }}
              search={{}}
              {...rest}
            />
          )}
        >
          Edit
        </Button>
      }
    >
      <div className={facts.section}>
        <ScriptStatusPill of={view ?? null} />
      </div>
      <div className={facts.section}>
        <dl className={facts.facts}>
          <dt>Script</dt>
          <dd className="mono">{script}</dd>
          <dt>{kind?.title ?? node.kind}</dt>
          <dd>{kind?.description ?? "The host has no such kind of node. Change it."}</dd>
          <dt>When it fails</dt>
          <dd>{policies[node.failurePolicy]}</dd>
          <dt>Leads to</dt>
          <dd>
            {outgoing.length === 0
              ? "nothing"
              : outgoing.map((edge) => (
                  <div key={`${edge.to} ${edge.outcome ?? ""}`}>
                    {edge.to}
                    {edge.outcome ? <span className="soft"> when {edge.outcome}</span> : null}
                    {traffic && traffic.most > 0 ? (
                      <span className="faint" title={trafficWords[traffic.window]}>
                        {" · "}
                        {countOf(traffic.walks(node.name, edge.to, edge.outcome ?? null), "walk")}
                      </span>
                    ) : null}
                  </div>
                ))}
          </dd>
        </dl>
      </div>
      {props.children}
      <div className={facts.section}>
        <h3>Led to by</h3>
        <UsedBy
          thing={{ kind: "node", flow: flow.name, node: node.name }}
          empty={
            kind?.role === "completes"
              ? "Every walk that ends well runs it."
              : "No edge leads here: the flow never reaches it."
          }
        />
      </div>
      <NodeStats stats={view?.stats ?? null} script={script} />
    </SidePanel>
  );
}
