import { ActionIcon, Tabs, Tooltip } from "@mantine/core";
import { ChevronRight } from "lucide-react";
import type { RailTab } from "../../app/editor-search.ts";
import { DocsRail } from "./docs/docs-rail.tsx";
import { useEditorScope } from "./editor-context.ts";
import { togglePanel } from "./layout/panels.ts";
import styles from "./panel-tabs.module.css";
import { InputRail } from "./run/input-rail.tsx";
import { SettingsRail } from "./settings/settings-rail.tsx";
import { VersionsRail } from "./versions/versions-rail.tsx";

/** Right of the code: input of the next run, the host's API, the script's settings, its versions. */
export function Rail() {
  const { route } = useEditorScope();
  return (
    <aside aria-label="Script details" className={styles.tabs}>
      <Tabs
        className={styles.tabs}
        value={route.search.tab ?? "input"}
        onChange={(tab) => route.patch({ tab: (tab as RailTab | null) ?? undefined })}
        keepMounted={false}
      >
        <div className={styles.head}>
          <Tabs.List aria-label="Script details" className={styles.list}>
            <Tabs.Tab value="input">Input</Tabs.Tab>
            <Tabs.Tab value="docs">API docs</Tabs.Tab>
            <Tabs.Tab value="settings">Settings</Tabs.Tab>
            <Tabs.Tab value="versions">Versions</Tabs.Tab>
          </Tabs.List>
          <Tooltip label="Hide">
            <ActionIcon size={24} aria-label="Hide the right rail" onClick={() => togglePanel("rail")}>
              <ChevronRight size={14} />
            </ActionIcon>
          </Tooltip>
        </div>
        <Tabs.Panel value="input" className={styles.body}>
          <InputRail />
        </Tabs.Panel>
        <Tabs.Panel value="docs" className={styles.body}>
          <DocsRail />
        </Tabs.Panel>
        <Tabs.Panel value="settings" className={styles.body}>
          <SettingsRail />
        </Tabs.Panel>
        <Tabs.Panel value="versions" className={styles.body}>
          <VersionsRail />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}
