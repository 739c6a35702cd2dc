import type { FlowChange } from "@scriptyard/model";
import { paint, type Shown, shown } from "../output/terminal.ts";

/** One thing that differs, as a line. */
export function changeLine(change: FlowChange): Shown {
  const [sign, words] = wordsOf(change);
  return shown`${paint(colours[sign], sign)} ${words}`;
}

const colours = { "+": "green", "-": "red", "~": "yellow" } as const;

function wordsOf(change: FlowChange): [keyof typeof colours, string] {
  switch (change.kind) {
    case "entry":
      return ["~", `start: ${change.before ?? "none"} → ${change.after ?? "none"}`];
    case "node-added":
      return ["+", `node ${change.node}`];
    case "node-removed":
      return ["-", `node ${change.node}`];
    case "node-renamed":
      return ["~", `node ${change.node}: title "${change.before}" → "${change.title}"`];
    case "node-changed":
      return ["~", `node ${change.node}: ${change.what} ${change.before} → ${change.after}`];
    case "edge-added":
      return ["+", `edge ${edgeOf(change)} → ${change.to}`];
    case "edge-removed":
      return ["-", `edge ${edgeOf(change)} → ${change.to}`];
    case "edge-rewired":
      return ["~", `edge ${edgeOf(change)} → ${change.to}, was ${change.before}`];
    case "reordered":
      return ["~", "order of the nodes"];
    case "moved":
      return ["~", change.nodes === 1 ? "1 node moved" : `${change.nodes} nodes moved`];
  }
}

const edgeOf = ({ from, outcome }: { from: string; outcome: string | null }): string =>
  outcome === null ? from : `${from} [${outcome}]`;
