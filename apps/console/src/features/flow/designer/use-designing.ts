import type { FlowNode } from "@scriptyard/model";
import { useMemo, useState } from "react";
import type { Outputs } from "../../../app/trpc.ts";
import { useFlowKinds } from "../../../app/use-host-reference.ts";
import type { Picked } from "../components/flow-graph.tsx";
import { placeNodes } from "../layout.ts";
import type { NewNode } from "./add-node-form.tsx";
import type { DesignerDialog } from "./dialogs.ts";
import {
  addNode,
  alignNodes,
  changeNode,
  connect,
  cutLine,
  disconnect,
  insertBetween,
  moveNodes,
  removeNodes,
  startAt,
} from "./graph-acts.ts";
import { titleOf } from "./outcomes.ts";
import { useDesigner } from "./use-designer.ts";
import { useFindings, worstByNode } from "./use-findings.ts";

const nothing: Picked = { nodes: new Set(), line: null };
export type Designing = ReturnType<typeof useDesigning>;

/**
 * Everything that is done to the graph of a flow, with what is asked before it.
 *
 * @param selected the node whose summary is open
 */
export function useDesigning(options: {
  realm: string;
  flow: Outputs["flows"]["get"];
  mayEdit: boolean;
  selected: string | null;
  /** A script that the address asks to become a node. */
  add: string | undefined;
  onSelect: (node: string | null) => void;
  /** The form that the address asked for was closed. */
  onClosed: () => void;
}) {
  const { realm, flow, mayEdit, selected, onSelect } = options;
  const designer = useDesigner(realm, flow, mayEdit);
  const { graph, change } = designer;
  const kinds = useFlowKinds();
  const { findings, scripts } = useFindings(realm, flow.name, graph, kinds, mayEdit);
  const problems = useMemo(() => worstByNode(findings), [findings]);
  const [dialog, setDialog] = useState<DesignerDialog | null>(null);
  const [picked, setPicked] = useState<Picked>(nothing);
  const meant: ReadonlySet<string | null> = picked.nodes.size > 0 ? picked.nodes : new Set([selected]);
  // What the address names may never have been there, and what was picked may be gone by another hand.
  const names = new Set(graph.nodes.map(({ name }) => name).filter((name) => meant.has(name)));
  const [only] = names.size === 1 ? names : [];
  const title = (name: string) => titleOf(graph, name);
  const asked: DesignerDialog | null =
    options.add === undefined || !mayEdit || graph.nodes.some(({ name }) => name === options.add)
      ? null
      : { kind: "add", script: options.add };

  function add(node: NewNode, at: Extract<DesignerDialog, { kind: "add" }>): void {
    const made: FlowNode = { name: node.name, title: node.title, kind: node.kind, failurePolicy: "reject" };
    const placed = at.after === undefined ? made : placedAfter(made, at.after);
    setDialog(null);
    change(`${node.title} was added.`, (now) => {
      if (at.between) return insertBetween(now, at.between, made);
      const added = addNode(now, placed);
      return at.after === undefined
        ? added
        : connect(added, { from: at.after, outcome: node.outcome }, node.name);
    });
    onSelect(node.name);
  }

  /** Below the other one, where that was moved by hand; otherwise the graph finds its place. */
  function placedAfter(node: FlowNode, after: string): FlowNode {
    const position = graph.nodes.find(({ name }) => name === after)?.position;
    return position ? { ...node, position: { x: position.x + 40, y: position.y + 120 } } : node;
  }

  /** Drawn by a hand: where there is nothing to choose it is done at once. */
  function draw(from: string, to: string): void {
    const kind = kinds.find(({ id }) => id === graph.nodes.find(({ name }) => name === from)?.kind);
    if (kind !== undefined && kind.role !== "decides")
      change(`${title(from)} leads to ${title(to)}.`, (now) => connect(now, { from, outcome: null }, to));
    else setDialog({ kind: "connect", from, to });
  }

  function move(places: Parameters<typeof moveNodes>[1]): void {
    change(places === null ? "The graph was laid out." : "Moved.", (now) => moveNodes(now, places));
  }

  return {
    ...designer,
    kinds,
    scripts,
    findings,
    problems,
    picked,
    setPicked,
    select: onSelect,
    /** The selected node, or those that are picked. */
    names,
    /** Undefined: none, or several. */
    only,
    dialog: dialog ?? asked,
    ask: (next: DesignerDialog | null): void => {
      if (next === null && asked !== null) options.onClosed();
      setDialog(next);
    },
    add,
    connect: (from: string, outcome: string | null, to: string): void => {
      setDialog(null);
      change(`${title(from)} leads to ${title(to)}.`, (now) => connect(now, { from, outcome }, to));
    },
    disconnect: (from: string, outcome: string | null): void =>
      change(`The edge from ${title(from)} was removed.`, (now) => disconnect(now, { from, outcome })),
    rename: (node: string, to: string): void => {
      setDialog(null);
      change(`${node} is called ${to}.`, (now) => changeNode(now, node, { title: to }));
    },
    startAt: (node: string): void =>
      change(`The flow starts at ${title(node)}.`, (now) => startAt(now, node)),
    setPolicy: (node: string, failurePolicy: FlowNode["failurePolicy"]): void =>
      change(`What happens when ${title(node)} fails was changed.`, (now) =>
        changeNode(now, node, { failurePolicy }),
      ),
    /** Nodes with their edges, or the edges of a line. Their scripts stay. */
    remove: (): void => {
      const { line } = picked;
      if (line) change("The edge was removed.", (now) => cutLine(now, line));
      else if (names.size > 0) {
        const words = names.size === 1 ? `${title([...names][0]!)} was` : `${names.size} nodes were`;
        change(`${words} removed. Undo brings it back.`, (now) => removeNodes(now, names));
        onSelect(null);
      }
      setPicked(nothing);
    },
    align: (how: "row" | "column"): void => {
      const placed = placeNodes(graph.nodes, graph.edges, new Set()).nodes;
      const places = new Map([...placed].filter(([name]) => names.has(name)));
      change("The nodes were aligned.", (now) => alignNodes(now, places, how));
    },
    move,
    /** What hands do on the graph. */
    drawing: {
      picked,
      problems,
      onPick: setPicked,
      onMoved: move,
      onConnect: draw,
      onInsert: (between: { from: string; to: string }) => setDialog({ kind: "add", between }),
    },
  };
}
