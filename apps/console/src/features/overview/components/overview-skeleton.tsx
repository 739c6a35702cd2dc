import page from "../../../components/page.module.css";
import { Bar, RowSkeletons } from "../../../components/skeletons.tsx";
import styles from "../overview.module.css";

export function OverviewSkeleton() {
  return (
    <div aria-busy="true">
      <div className={`${page.card} ${styles.figures}`}>
        {["a", "b", "c", "d", "e"].map((key) => (
          <div key={key} className={styles.figure}>
            <Bar width={64} />
            <div style={{ height: 8 }} />
            <Bar width={90} height={24} />
            <div style={{ height: 16 }} />
          </div>
        ))}
      </div>
      <div className={`${page.card} ${styles.activity}`} style={{ height: 254, padding: 16 }}>
        <Bar width={180} />
      </div>
      <div className={styles.columns}>
        <div className={page.card}>
          <RowSkeletons rows={6} />
        </div>
        <div className={page.card}>
          <RowSkeletons rows={4} height={54} />
        </div>
      </div>
    </div>
  );
}
