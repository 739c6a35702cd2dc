import { PanelLeft, PanelRight } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { useScriptsNamed } from "../../../app/scripts/queries.ts";
import { useStore } from "../../../app/store.ts";
import { openDrafts } from "../drafts/open-drafts.ts";
import { useEditorScope } from "../editor-context.ts";
import { usePlaces } from "../layout/panels.ts";
import { specifierOf } from "../server/types.ts";
import { keptFor } from "../state/remembered.ts";
import { addTab, closeTab, type OpenTab, openTabs, sameTab } from "./open-tabs.ts";
import { PanelButton } from "./panel-button.tsx";
import { Tab } from "./tab.tsx";
import styles from "./tabs.module.css";

/** Open scripts. Arrow keys move between them, Delete or the middle button closes one; texts stay as they are. */
export function TabBar({ nothingOpen }: { nothingOpen: boolean }) {
  const { route } = useEditorScope();
  const { realm, module, name } = route;
  const tabs = keptFor(useStore(openTabs), realm) ?? [];
  const list = useRef<HTMLElement>(null);
  const places = usePlaces(nothingOpen);
  const current: OpenTab | null = module && name ? { module, name } : null;
  const isNew = current !== null && !tabs.some((tab) => sameTab(tab, current));
  const { scripts } = useScriptsNamed(realm, isNew ? [current, ...tabs] : tabs);
  const known = isNew && scripts.some((item) => sameTab(item, current));

  useEffect(() => {
    if (known && module && name) addTab(realm, { module, name });
  }, [known, realm, module, name]);

  const close = (tab: OpenTab) => {
    for (const draft of openDrafts()) draft.session.flush();
    const next = closeTab(realm, tab);
    if (!current || !sameTab(tab, current)) return;
    if (next) route.open(next.module, next.name);
    else route.home();
  };

  // Addresses, so links in a landmark: the close buttons could not stand in a `tablist`.
  const onKeyDown = (event: KeyboardEvent, index: number) => {
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
      {places.tree === "away" && (
        <PanelButton name="tree" shortcut="toggleTree" label="Show the tree" icon={<PanelLeft size={14} />} />
      )}
      <nav className={styles.bar} aria-label="Open scripts" ref={list}>
        {tabs.map((tab, index) => (
          <Tab
            key={specifierOf(tab)}
            tab={tab}
            selected={current !== null && sameTab(tab, current)}
            hasChanges={scripts.find((item) => sameTab(item, tab))?.status === "live-with-changes"}
            onClose={() => close(tab)}
            onKeyDown={(event) => onKeyDown(event, index)}
          />
        ))}
      </nav>
      {places.rail === "away" && !nothingOpen && (
        <PanelButton
          name="rail"
          shortcut="toggleRail"
          label="Show the right rail"
          icon={<PanelRight size={14} />}
        />
      )}
    </div>
  );
}
