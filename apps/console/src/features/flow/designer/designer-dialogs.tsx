import { Button, Modal, TextInput } from "@mantine/core";
import type { FlowGraph, FlowNodeKind } from "@scriptyard/model";
import { useState } from "react";
import { useForm } from "../../../app/use-form.ts";
import { AddNodeForm, type NewNode } from "./add-node-form.tsx";
import { ConnectForm } from "./connect-form.tsx";
import type { DesignerDialog } from "./dialogs.ts";
import { outcomeChoices, titleOf } from "./outcomes.ts";
import type { Scripts } from "./use-findings.ts";

/** What the designer asks, in dialogs. */
export function DesignerDialogs(props: {
  dialog: DesignerDialog | null;
  realm: string;
  flow: { name: string; title: string };
  graph: FlowGraph;
  kinds: readonly FlowNodeKind[];
  scripts: Scripts | undefined;
  onClose: () => void;
  onAdd: (node: NewNode, at: Extract<DesignerDialog, { kind: "add" }>) => void;
  onConnect: (from: string, outcome: string | null, to: string) => void;
  onRename: (node: string, title: string) => void;
  onTitle: (title: string) => void;
}) {
  const { dialog, graph, kinds, scripts, flow, onClose } = props;
  const kindOf = (name: string) =>
    kinds.find(({ id }) => id === graph.nodes.find((node) => node.name === name)?.kind) ?? null;
  const choicesOf = (name: string) => outcomeChoices(graph, name, kindOf(name), scripts?.[name] ?? null);
  return (
    <>
      <Modal opened={dialog?.kind === "add"} onClose={onClose} title="Add a node" size={480}>
        {dialog?.kind === "add" ? (
          <AddNodeForm
            realm={props.realm}
            flow={flow.name}
            graph={graph}
            kinds={kinds}
            choices={dialog.after === undefined ? null : choicesOf(dialog.after)}
            script={dialog.script}
            onAdd={(node) => props.onAdd(node, dialog)}
          />
        ) : null}
      </Modal>
      <Modal opened={dialog?.kind === "connect"} onClose={onClose} title="Draw an edge" size={440}>
        {dialog?.kind === "connect" ? (
          <ConnectForm
            graph={graph}
            from={dialog.from}
            to={dialog.to}
            choices={choicesOf(dialog.from)}
            names={kindOf(dialog.from)?.role === "decides"}
            onConnect={(outcome, to) => props.onConnect(dialog.from, outcome, to)}
          />
        ) : null}
      </Modal>
      <Modal
        opened={dialog?.kind === "rename" || dialog?.kind === "title"}
        onClose={onClose}
        title={dialog?.kind === "title" ? "Rename the flow" : "Rename the node"}
        size={400}
      >
        {dialog?.kind === "rename" ? (
          <TitleForm
            title={titleOf(graph, dialog.node)}
            stays={`Its name, ${dialog.node}, stays: its script is called so.`}
            onTitle={(title) => props.onRename(dialog.node, title)}
          />
        ) : dialog?.kind === "title" ? (
          <TitleForm
            title={flow.title}
            stays={`Its name, ${flow.name}, stays: addresses and scripts go by it.`}
            onTitle={props.onTitle}
          />
        ) : null}
      </Modal>
    </>
  );
}

function TitleForm(props: { title: string; stays: string; onTitle: (title: string) => void }) {
  const [title, setTitle] = useState(props.title);
  const { form, at } = useForm({
    values: { title },
    own: { title: title.trim() ? null : "Say what it is called." },
    error: null,
    onValid: () => props.onTitle(title.trim()),
  });
  return (
    <form {...form}>
      <TextInput
        label="Title"
        description={props.stays}
        data-autofocus
        maxLength={120}
        error={at.title}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Button mt={20} type="submit">
        Rename
      </Button>
    </form>
  );
}
