import { ActionIcon, CloseButton, TextInput, Tooltip } from "@mantine/core";
import { FilePlus2, Search } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { ErrorState } from "../../../components/error-state.tsx";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { useEditorScope } from "../editor-context.ts";
import { openNewScript } from "../new-script/new-script-store.ts";
import { useTree } from "../server/queries.ts";
import { rememberedStore } from "../state/remembered.ts";
import { useStore } from "../state/store.ts";
import styles from "./tree.module.css";
import { treeModules } from "./tree-model.ts";
import { TreeRow } from "./tree-row.tsx";
import { useTreeKeys } from "./use-tree-keys.ts";

/** Every script of the realm by module. `/` goes to the filter; arrows, Home, End and Enter work as in any tree. */
export function ScriptTree() {
  const { route, readOnlyReason } = useEditorScope();
  const tree = useTree(route.realm);
  const [filter, setFilter] = useState("");
  const folded = useStore(foldedModules);
  const root = useRef<HTMLDivElement>(null);
  const modules = useMemo(() => treeModules(tree.data ?? [], filter), [tree.data, filter]);
  const keys = useTreeKeys(root, toggleModule);
  const isOpen = (module: string) => filter !== "" || !folded[module];

  return (
    <nav className={styles.tree} aria-label="Scripts">
      <div className={styles.head}>
        <TextInput
          className={styles.filter}
          size="xs"
          placeholder="Filter scripts"
          aria-label="Filter scripts"
          leftSection={<Search size={13} aria-hidden />}
          rightSection={
            filter && <CloseButton size="xs" aria-label="Clear the filter" onClick={() => setFilter("")} />
          }
          value={filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setFilter("");
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
      {tree.isPending ? (
        <RowSkeletons rows={8} height={28} />
      ) : tree.error ? (
        <ErrorState error={tree.error} onRetry={() => void tree.refetch()} />
      ) : (
        <div
          className={styles.scroll}
          role="tree"
          aria-label="Scripts by module"
          ref={root}
          onKeyDown={keys.onKeyDown}
        >
          {modules.length === 0 && <p className={styles.none}>{noneText(filter)}</p>}
          {modules.map(({ module, items }, index) => (
            <div key={module} role="none">
              <button
                type="button"
                role="treeitem"
                aria-expanded={isOpen(module)}
                aria-level={1}
                data-module={module}
                tabIndex={index === 0 && route.name === null ? 0 : -1}
                className={styles.module}
                onClick={() => toggleModule(module)}
              >
                <span className={styles.arrow} aria-hidden data-open={isOpen(module) || undefined} />
                {module}
                <span className={styles.count}>{items.length}</span>
              </button>
              {isOpen(module) && (
                // biome-ignore lint/a11y/useSemanticElements: the group of a tree
                <div role="group">
                  {items.map((item) => (
                    <TreeRow key={item.id} item={item} />
                  ))}
                </div>
              )}
            </div>
          ))}
        </div>
      )}
    </nav>
  );
}

const foldedModules = rememberedStore<{ [module: string]: boolean }>(
  "scriptyard.editor.folded",
  {},
  (value) =>
    typeof value === "object" && value !== null
      ? Object.fromEntries(Object.entries(value).map(([key, folded]) => [key, folded === true]))
      : {},
);

function toggleModule(module: string): void {
  foldedModules.set((value) => ({ ...value, [module]: !value[module] }));
}

function noneText(filter: string): string {
  return filter
    ? `No script matches “${filter}”.`
    : "There are no scripts yet. Press + to make the first one from a template.";
}
