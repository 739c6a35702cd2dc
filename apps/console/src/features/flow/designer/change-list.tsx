import type { FlowChange } from "@scriptyard/model";
import styles from "./designer.module.css";

const marks = { added: "+", removed: "−", changed: "~" } as const;

/** What differs between two graphs, a line each. */
export function ChangeList({ changes }: { changes: readonly FlowChange[] }) {
  return (
    <ul className={styles.changes} aria-label="Changes">
      {changes.map((change) => {
        const [mark, words] = wordsOf(change);
        return (
          <li key={words} data-mark={mark}>
            <span className="mono" aria-hidden="true">
              {marks[mark]}
            </span>
            <span>{words}</span>
          </li>
        );
      })}
    </ul>
  );
}

export function wordsOf(change: FlowChange): [keyof typeof marks, string] {
  switch (change.kind) {
    case "node-added":
      return ["added", `Node ${change.title || change.node} (${change.node}) added`];
    case "node-removed":
      return ["removed", `Node ${change.title || change.node} (${change.node}) removed`];
    case "node-renamed":
      return [
        "changed",
        `Node ${change.node} renamed from ${change.before || "nothing"} to ${change.title || "nothing"}`,
      ];
    case "node-changed":
      return [
        "changed",
        `${change.title || change.node}: ${change.what === "kind" ? "kind" : "when it fails"} ${change.before} is now ${change.after}`,
      ];
    case "edge-added":
      return ["added", `Edge ${change.from} → ${change.to}${when(change.outcome)} added`];
    case "edge-removed":
      return ["removed", `Edge ${change.from} → ${change.to}${when(change.outcome)} removed`];
    case "edge-rewired":
      return [
        "changed",
        `Edge from ${change.from}${when(change.outcome)} leads to ${change.to} instead of ${change.before}`,
      ];
    case "entry":
      return [
        "changed",
        `The flow starts at ${change.after ?? "nothing"} instead of ${change.before ?? "nothing"}`,
      ];
    case "reordered":
      return ["changed", "The order of the nodes is another one"];
    case "moved":
      return ["changed", change.nodes === 1 ? "One node moved" : `${change.nodes} nodes moved`];
  }
}

const when = (outcome: string | null): string => (outcome === null ? "" : ` when ${outcome}`);
