import type { ReactNode } from "react";
import styles from "./meter.module.css";

/** A measured value against its limit, as a thin bar; below it what that means. */
export function Meter(props: {
  name: string;
  value: number;
  /** Null where nothing bounds it. */
  limit: number | null;
  format: (value: number) => string;
  children?: ReactNode;
}) {
  const share = props.limit ? Math.min(1, props.value / props.limit) : 0;
  const tone = share >= 1 ? "error" : share >= 0.75 ? "warn" : "ok";
  const words = props.limit
    ? `${props.format(props.value)} of ${props.format(props.limit)}`
    : props.format(props.value);
  return (
    <div>
      <div className={styles.words}>
        <span className="soft">{props.name}</span>
        <span className="mono" title={words}>
          {props.format(props.value)}
          {props.limit ? <span className="faint"> / {props.format(props.limit)}</span> : null}
        </span>
      </div>
      <div className={styles.track} aria-hidden="true">
        <div data-tone={tone} style={{ width: `${Math.max(share * 100, props.value > 0 ? 1 : 0)}%` }} />
      </div>
      {props.children ? <p className={styles.means}>{props.children}</p> : null}
    </div>
  );
}
