import { ActionIcon, CloseButton, TextInput, Tooltip } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { FilePlus2, Search } from "lucide-react";
import { useRef, useState } from "react";
import { useEditorScope } from "../editor-context.ts";
import { openNewScript } from "../new-script/new-script-store.ts";
import { FoundScripts } from "./found-scripts.tsx";
import { toggleModule } from "./open-modules.ts";
import styles from "./tree.module.css";
import { TreeModules } from "./tree-modules.tsx";
import { useTreeKeys } from "./use-tree-keys.ts";

/**
 * Every script of the realm by module; the filter is answered by the server, for modules that are folded too. `/` goes to
 * the filter; arrows, Home, End and Enter work as in any tree.
 */
export function ScriptTree() {
  const { readOnlyReason } = useEditorScope();
  const [filter, setFilter] = useState("");
  // Rows are drawn when the typing pauses: letters never wait for them.
  const [asked] = useDebouncedValue(filter.trim(), 120);
  const search = filter.trim() === "" ? "" : asked;
  const root = useRef<HTMLDivElement>(null);
  const keys = useTreeKeys(root, toggleModule);

  return (
    <nav className={styles.tree} aria-label="Scripts">
      <div className={styles.head}>
        <TextInput
          className={styles.filter}
          size="xs"
          placeholder="Filter scripts"
          aria-label="Filter scripts"
          maxLength={200}
          leftSection={<Search size={13} aria-hidden />}
          rightSection={
            filter && <CloseButton size="xs" aria-label="Clear the filter" onClick={() => setFilter("")} />
          }
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={(event) => {
            // The first one is for the text, the next one for a tree that floats over the script.
            if (event.key === "Escape" && filter !== "") {
              event.preventDefault();
              setFilter("");
            }
            if (event.key === "ArrowDown") keys.focusFirst();
          }}
        />
        <Tooltip label={readOnlyReason ?? "New script"}>
          <ActionIcon
            size={28}
            aria-label="New script"
            disabled={readOnlyReason !== null}
            onClick={() => openNewScript()}
          >
            <FilePlus2 size={15} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={styles.scroll} ref={root} onKeyDown={keys.onKeyDown} role="none">
        {search === "" ? <TreeModules /> : <FoundScripts text={search} />}
      </div>
    </nav>
  );
}
