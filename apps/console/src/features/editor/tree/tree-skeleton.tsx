import { Bar } from "../../../components/skeletons.tsx";
import styles from "./tree.module.css";

/** Rows of the tree on their way, each as high and as far in as it will be. */
export function TreeSkeleton({ rows, modules = 0 }: { rows: number; modules?: number }) {
  return (
    <div aria-busy="true" style={{ pointerEvents: "none" }}>
      <span className="hidden-text">Loading scripts</span>
      {modules === 0 ? (
        <Rows count={rows} />
      ) : (
        Array.from({ length: modules }, (_, module) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
          <div key={module}>
            <div className={styles.module}>
              <span className={styles.arrow} aria-hidden />
              <Bar width={`${34 + ((module * 13) % 20)}%`} />
            </div>
            <Rows count={rows} />
          </div>
        ))
      )}
    </div>
  );
}

function Rows({ count }: { count: number }) {
  return Array.from({ length: count }, (_, row) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
    <div key={row} className={styles.row}>
      <Bar width={8} height={8} />
      <Bar width={`${40 + ((row * 17) % 30)}%`} />
    </div>
  ));
}
