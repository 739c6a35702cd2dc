import { Button } from "@mantine/core";
import { Lock, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./versions.module.css";

/** The bar over a text that is not the draft; with an icon of its own, over one that is. */
export function VersionBar({ children, actions, icon: Icon = Lock }: VersionBarProps) {
  return (
    <div className={styles.bar} role="status">
      <Icon size={14} aria-hidden />
      <div className={styles.barText}>{children}</div>
      {actions}
    </div>
  );
}

type VersionBarProps = { children: ReactNode; actions?: ReactNode; icon?: LucideIcon };

export function BarButton(props: {
  onClick: () => void;
  children: ReactNode;
  disabled?: boolean;
  title?: string | undefined;
}) {
  return (
    <Button size="compact-xs" variant="default" {...props}>
      {props.children}
    </Button>
  );
}
