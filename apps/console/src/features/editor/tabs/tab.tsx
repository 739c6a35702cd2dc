import { ActionIcon } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useEditorScope } from "../editor-context.ts";
import { specifierOf } from "../server/types.ts";
import type { OpenTab } from "./open-tabs.ts";
import styles from "./tabs.module.css";

/** An open script: an address, so a link. */
export function Tab(props: {
  tab: OpenTab;
  selected: boolean;
  hasChanges: boolean;
  onClose: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}) {
  const { tab, selected, onClose } = props;
  const { route } = useEditorScope();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (selected) box.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [selected]);
  return (
    <div ref={box} className={styles.tab} data-selected={selected || undefined}>
      <Link
        to="/r/$realm/scripts/$module/$name"
        params={{ realm: route.realm, ...tab }}
        search={{ tab: route.search.tab, panel: route.search.panel }}
        aria-current={selected ? "page" : undefined}
        className={styles.label}
        onAuxClick={(event) => {
          if (event.button !== 1) return;
          event.preventDefault();
          onClose();
        }}
        onKeyDown={props.onKeyDown}
        title={specifierOf(tab)}
      >
        <span className={styles.module}>{tab.module}/</span>
        {tab.name}
        {props.hasChanges && (
          <span className={styles.dot}>
            <span className="hidden-text"> has unpublished changes</span>
          </span>
        )}
      </Link>
      <ActionIcon
        size={24}
        className={styles.close}
        aria-label={`Close ${specifierOf(tab)}`}
        onClick={onClose}
      >
        <X size={12} />
      </ActionIcon>
    </div>
  );
}
