import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./state.module.css";

/** Why there is nothing here, and what would fill it. */
export function EmptyState(props: {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
  actions?: ReactNode;
  /** The page has no other title. */
  wholePage?: boolean;
}) {
  const Icon = props.icon;
  const Title = props.wholePage ? "h1" : "p";
  return (
    <div className={styles.state}>
      <div className={styles.icon} aria-hidden="true">
        <Icon size={20} strokeWidth={1.75} />
      </div>
      <Title className={styles.title}>{props.title}</Title>
      <p>{props.children}</p>
      {props.actions ? <div className={styles.actions}>{props.actions}</div> : null}
    </div>
  );
}
