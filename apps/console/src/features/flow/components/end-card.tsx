import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { Flag } from "lucide-react";
import styles from "../flow.module.css";
import type { Layout } from "../layout.ts";

export type EndNode = Node<{ direction: Layout["direction"] }, "end">;

/** The flow's good end. */
export function EndCard({ data }: NodeProps<EndNode>) {
  const down = data.direction === "down";
  return (
    <div className={styles.end}>
      <Handle
        type="target"
        position={down ? Position.Top : Position.Left}
        isConnectable={false}
        className={styles.handle ?? ""}
      />
      <Flag size={13} aria-hidden="true" />
      done
      <Handle
        type="source"
        position={down ? Position.Bottom : Position.Right}
        isConnectable={false}
        className={styles.handle ?? ""}
      />
    </div>
  );
}
