import { ActionIcon, Tooltip } from "@mantine/core";
import type { ReactNode } from "react";
import { shortcuts } from "../../../app/keys/shortcuts.ts";
import { keyText } from "../../../components/key-hint.tsx";
import { togglePanel } from "../layout/panels.ts";
import styles from "./tabs.module.css";

/** Brings back what was put away, or has no room of its own. */
export function PanelButton(props: {
  name: "tree" | "rail";
  shortcut: "toggleTree" | "toggleRail";
  label: string;
  icon: ReactNode;
}) {
  return (
    <Tooltip label={`${props.label} (${keyText(shortcuts[props.shortcut])})`}>
      <ActionIcon
        size={24}
        className={styles.panel}
        aria-label={props.label}
        onPointerDown={(event) => event.stopPropagation()}
        onClick={() => togglePanel(props.name)}
      >
        {props.icon}
      </ActionIcon>
    </Tooltip>
  );
}
