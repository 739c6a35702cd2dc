import { Button } from "@mantine/core";
import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import styles from "./versions.module.css";

/** The bar over a text that is not the draft. */
export function VersionBar({ children, actions }: { children: ReactNode; actions?: ReactNode }) {
  return (
    <div className={styles.bar} role="status">
      <Lock size={14} aria-hidden />
      <div className={styles.barText}>{children}</div>
      {actions}
    </div>
  );
}

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
