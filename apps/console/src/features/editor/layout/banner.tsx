import type { ReactNode } from "react";
import styles from "./notices.module.css";

/** A line over the editor that must be read: why something is not as usual, and what to do. */
export function Banner({ tone, icon, children, actions }: BannerProps) {
  return (
    <div className={styles.banner} data-tone={tone} role={tone === "error" ? "alert" : "status"}>
      {icon}
      <div className={styles.bannerText}>{children}</div>
      {actions}
    </div>
  );
}

type BannerProps = {
  tone: "error" | "warn" | "info";
  icon?: ReactNode;
  children: ReactNode;
  actions?: ReactNode;
};
