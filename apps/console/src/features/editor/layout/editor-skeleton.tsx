import { Skeleton } from "@mantine/core";
import styles from "./layout.module.css";

/** Keeps the editor's layout while Monaco or a script arrives. */
export function EditorSkeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label="Loading the editor">
      <div className={styles.skeletonTree}>
        <Lines widths={[90, 60, 70, 50, 80, 65]} />
      </div>
      <div className={styles.skeletonMain}>
        <Skeleton height={28} width="45%" radius="sm" mb={24} />
        <Lines widths={[40, 62, 55, 70, 30, 48, 66, 20]} />
      </div>
    </div>
  );
}

export function CodeSkeleton() {
  return (
    <div className={styles.skeletonCode} role="status" aria-label="Loading the script">
      <Lines widths={[40, 62, 55, 70, 30, 48, 66, 20]} />
    </div>
  );
}

function Lines({ widths }: { widths: number[] }) {
  return widths.map((width, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
    <Skeleton key={index} height={10} width={`${width}%`} radius="sm" mb={12} />
  ));
}
