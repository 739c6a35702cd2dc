import { Handle, type Node, type NodeProps, Position } from "@xyflow/react";
import { Flag } from "lucide-react";
import { useContext } from "react";
import { GraphEditing } from "../designer/graph-editing.ts";
import styles from "../flow.module.css";
import type { Layout } from "../layout.ts";

export type EndNode = Node<{ direction: Layout["direction"] }, "end">;

/** The flow's good end. */
export function EndCard({ data }: NodeProps<EndNode>) {
  const down = data.direction === "down";
  const editing = useContext(GraphEditing) !== null;
  return (
    <div className={styles.end} data-editing={editing || undefined}>
      <Handle
        type="target"
        position={down ? Position.Top : Position.Left}
        isConnectable={editing}
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
