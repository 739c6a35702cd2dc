import { ActionIcon, Tooltip } from "@mantine/core";
import { Search } from "lucide-react";
import { KeyHint, keyText } from "../../components/key-hint.tsx";
import { shortcuts } from "../keys/shortcuts.ts";
import { Breadcrumbs } from "./breadcrumbs.tsx";
import { HealthDot } from "./health-dot.tsx";
import { openPalette } from "./overlays.ts";
import { ThemeToggle } from "./theme-toggle.tsx";
import styles from "./topbar.module.css";
import { UserMenu } from "./user-menu.tsx";

export function Topbar() {
  return (
    <header className={styles.topbar}>
      <Breadcrumbs />
      <div className={styles.tools}>
        <Tooltip label={`${shortcuts.palette.what} (${keyText(shortcuts.palette)})`}>
          <button type="button" className={styles.search} onClick={openPalette}>
            <Search size={14} aria-hidden="true" />
            <span className={styles.word}>Find</span>
            <KeyHint of={shortcuts.palette} />
          </button>
        </Tooltip>
        <ActionIcon
          className={styles.smallSearch ?? ""}
          aria-label={shortcuts.palette.what}
          onClick={openPalette}
        >
          <Search size={16} />
        </ActionIcon>
        <HealthDot />
        <ThemeToggle />
        <UserMenu />
      </div>
    </header>
  );
}
