import { ActionIcon, Tooltip } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { PanelLeft, PanelRight, X } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";
import { type ShortcutId, shortcuts } from "../../../app/keys/shortcuts.ts";
import { useScriptsNamed } from "../../../app/scripts/queries.ts";
import { keyText } from "../../../components/key-hint.tsx";
import { openDrafts } from "../drafts/open-drafts.ts";
import { useEditorScope } from "../editor-context.ts";
import { type PanelName, togglePanel, usePanels } from "../layout/panels.ts";
import { specifierOf } from "../server/types.ts";
import { useStore } from "../state/store.ts";
import { addTab, closeTab, type OpenTab, openTabs, sameTab } from "./open-tabs.ts";
import styles from "./tabs.module.css";

/** Open scripts. Arrow keys move between them, Delete or the middle button closes one; texts stay as they are. */
export function TabBar() {
  const { route } = useEditorScope();
  const { realm, module, name } = route;
  const tabs = useStore(openTabs)[realm] ?? [];
  const list = useRef<HTMLElement>(null);
  const panels = usePanels();
  const current: OpenTab | null = module && name ? { module, name } : null;
  const { scripts } = useScriptsNamed(realm, current ? [current, ...tabs] : tabs);
  const known = current ? scripts.some((item) => sameTab(item, current)) : false;

  useEffect(() => {
    if (known && module && name) addTab(realm, { module, name });
  }, [known, realm, module, name]);

  useEffect(() => {
    list.current
      ?.querySelector('[aria-selected="true"]')
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });

  const close = (tab: OpenTab) => {
    for (const draft of openDrafts()) draft.session.flush();
    const next = closeTab(realm, tab);
    if (!current || !sameTab(tab, current)) return;
    if (next) route.open(next.module, next.name);
    else route.home();
  };

  // Addresses, so links in a landmark: the close buttons could not stand in a `tablist`.
  const onKeyDown = (event: React.KeyboardEvent, index: number) => {
    const tab = tabs[index];
    if (!tab) return;
    if (event.key === "Delete") return close(tab);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const links = list.current?.querySelectorAll("a");
    links?.[(index + step + tabs.length) % tabs.length]?.focus();
  };

  if (tabs.length === 0) return null;
  return (
    <div className={styles.row}>
      {!panels.tree && (
        <PanelButton name="tree" shortcut="toggleTree" label="Show the tree" icon={<PanelLeft size={14} />} />
      )}
      <nav className={styles.bar} aria-label="Open scripts" ref={list}>
        {tabs.map((tab, index) => {
          const selected = current !== null && sameTab(tab, current);
          const item = scripts.find((i) => sameTab(i, tab));
          return (
            <div key={specifierOf(tab)} className={styles.tab} data-selected={selected || undefined}>
              <Link
                to="/r/$realm/scripts/$module/$name"
                params={{ realm, ...tab }}
                search={{ tab: route.search.tab, panel: route.search.panel }}
                aria-current={selected ? "page" : undefined}
                className={styles.label}
                onAuxClick={(event) => {
                  if (event.button !== 1) return;
                  event.preventDefault();
                  close(tab);
                }}
                onKeyDown={(event) => onKeyDown(event, index)}
                title={specifierOf(tab)}
              >
                <span className={styles.module}>{tab.module}/</span>
                {tab.name}
                {item?.status === "live-with-changes" && (
                  <span className={styles.dot}>
                    <span className="hidden-text"> has unpublished changes</span>
                  </span>
                )}
              </Link>
              <ActionIcon
                size={24}
                className={styles.close}
                aria-label={`Close ${specifierOf(tab)}`}
                onClick={() => close(tab)}
              >
                <X size={12} />
              </ActionIcon>
            </div>
          );
        })}
      </nav>
      {!panels.rail && current && (
        <PanelButton
          name="rail"
          shortcut="toggleRail"
          label="Show the rail"
          icon={<PanelRight size={14} />}
        />
      )}
    </div>
  );
}

/** Brings back what was put away, or has no room of its own. */
function PanelButton(props: { name: PanelName; shortcut: ShortcutId; label: string; icon: ReactNode }) {
  return (
    <Tooltip label={`${props.label} (${keyText(shortcuts[props.shortcut].keys)})`}>
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
