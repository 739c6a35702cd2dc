import type { FlowFinding } from "@scriptyard/model";
import { CircleAlert, TriangleAlert } from "lucide-react";
import styles from "./designer.module.css";

/** What is wrong, and what to do about each; a line leads to its node. */
export function FindingList(props: {
  findings: readonly FlowFinding[];
  onSelect?: ((node: string) => void) | undefined;
}) {
  return (
    <ul className={styles.findings} aria-label="Problems">
      {props.findings.map((finding) => {
        const { at, severity, message, remedy } = finding;
        const node = at.kind === "node" ? at.node : at.kind === "edge" ? at.from : null;
        const words = (
          <>
            {severity === "error" ? (
              <CircleAlert size={15} aria-label="Error" />
            ) : (
              <TriangleAlert size={15} aria-label="Warning" />
            )}
            <span>
              {message} <span className="soft">{remedy}</span>
            </span>
          </>
        );
        return (
          <li key={message} data-severity={severity}>
            {node !== null && props.onSelect ? (
              <button type="button" onClick={() => props.onSelect?.(node)}>
                {words}
              </button>
            ) : (
              <div>{words}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
