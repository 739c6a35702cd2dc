import { ActionIcon, Button, Select } from "@mantine/core";
import { type FlowEdge, type FlowGraph, type FlowNode, failurePolicy, junctionOf } from "@scriptyard/model";
import { Cable, Flag, Pencil, Plus, X } from "lucide-react";
import facts from "../../../components/record.module.css";
import { policies } from "../policies.ts";
import styles from "./node-edges.module.css";
import { titleOf } from "./outcomes.ts";

/** What can be done to one node, beside the graph and without a pointer. */
export function NodeEdges(props: {
  graph: FlowGraph;
  node: FlowNode;
  onRename: () => void;
  onAddAfter: () => void;
  onConnect: () => void;
  onDisconnect: (edge: FlowEdge) => void;
  onStart: () => void;
  onPolicy: (policy: FlowNode["failurePolicy"]) => void;
}) {
  const { graph, node } = props;
  const { edges } = junctionOf({ name: "", edges: graph.edges }, node.name);
  return (
    <div className={facts.section}>
      <h3>Edges</h3>
      {edges.length === 0 ? <p className="soft">It leads nowhere yet.</p> : null}
      <ul className={styles.edges}>
        {edges.map((edge) => (
          <li key={edge.outcome ?? ""}>
            <span className={styles.words}>
              <span className={edge.outcome === undefined ? "soft" : "mono"}>
                {edge.outcome ?? "default"}
              </span>{" "}
              → {titleOf(graph, edge.to)}
            </span>
            <ActionIcon
              size="sm"
              variant="subtle"
              aria-label={`Remove the edge ${edge.outcome ?? "default"} to ${titleOf(graph, edge.to)}`}
              onClick={() => props.onDisconnect(edge)}
            >
              <X size={14} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <div className={styles.acts}>
        <Act icon={Cable} onClick={props.onConnect}>
          Connect…
        </Act>
        <Act icon={Plus} onClick={props.onAddAfter}>
          Add a node after it…
        </Act>
        <Act icon={Pencil} onClick={props.onRename}>
          Rename…
        </Act>
        {graph.entry === node.name ? null : (
          <Act icon={Flag} onClick={props.onStart}>
            Start here
          </Act>
        )}
      </div>
      <Select
        mt={12}
        size="xs"
        label="When it fails"
        allowDeselect={false}
        value={node.failurePolicy}
        data={failurePolicy.options.map((value) => ({ value, label: policies[value] }))}
        onChange={(value) => value && props.onPolicy(value)}
      />
    </div>
  );
}

function Act(props: { icon: typeof Plus; onClick: () => void; children: string }) {
  const Icon = props.icon;
  return (
    <Button
      size="xs"
      variant="default"
      leftSection={<Icon size={13} aria-hidden="true" />}
      onClick={props.onClick}
    >
      {props.children}
    </Button>
  );
}
