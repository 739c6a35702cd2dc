import styles from "./skeletons.module.css";

/** A grey bar that keeps a place; invisible for the first 200 ms, so that a quick answer does not flicker. */
export function Bar(props: {
  width?: number | string;
  height?: number | string;
  className?: string | undefined;
}) {
  return (
    <span
      className={`${styles.bar} ${props.className ?? ""}`}
      style={{ width: props.width ?? "100%", height: props.height ?? 12 }}
      aria-hidden="true"
    />
  );
}

/** Rows of a list that is on its way. */
export function RowSkeletons(props: { rows?: number; height?: number }) {
  const rows = props.rows ?? 8;
  return (
    <div aria-busy="true">
      <span className="hidden-text">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={row} className={styles.row} style={{ height: props.height ?? 36 }}>
          <Bar width={14} height={14} />
          <Bar width={`${18 + ((row * 7) % 16)}%`} />
          <Bar width={`${26 + ((row * 11) % 24)}%`} />
          <span className={styles.grow} />
          <Bar width={48} />
        </div>
      ))}
    </div>
  );
}
