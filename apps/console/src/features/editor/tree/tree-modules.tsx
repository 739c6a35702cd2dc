import { memo } from "react";
import { smallRealm, useModules } from "../../../app/scripts/queries.ts";
import { askOlder } from "../../../components/ask-older.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { useEditorScope } from "../editor-context.ts";
import { ModuleRow } from "./module-row.tsx";
import { ModuleScripts } from "./module-scripts.tsx";
import { MoreRow } from "./more-row.tsx";
import { useOpenModules } from "./open-modules.ts";
import styles from "./tree.module.css";
import { TreeSkeleton } from "./tree-skeleton.tsx";
import { useModuleRows } from "./use-module-rows.ts";

/** The modules of the realm, each with its scripts where it is unfolded. */
export const TreeModules = memo(function TreeModules() {
  const { route } = useEditorScope();
  const tree = useModules(route.realm);
  const small = (tree.data?.scripts ?? 0) <= smallRealm;
  const isOpen = useOpenModules(small);
  const { module: addressed, name } = route;
  const isShown =
    addressed !== null && tree.data?.modules.some((one) => one.module === addressed) && isOpen(addressed);
  const { items } = useModuleRows(addressed ?? "", small, isShown === true);
  if (tree.error && !tree.data) return <ErrorState error={tree.error} onRetry={() => void tree.refetch()} />;
  if (!tree.data) return <TreeSkeleton modules={3} rows={3} />;
  const { modules } = tree.data;
  if (modules.length === 0)
    return (
      <p className={styles.none}>There are no scripts yet. Press + to make the first one from a template.</p>
    );
  // Tab goes to the script in front; where that has no row (yet), to the first module.
  const selectedShown = isShown && items.some((item) => item.name === name);
  return (
    <div role="tree" aria-label="Scripts by module">
      {modules.map((module, index) => {
        const open = isOpen(module.module);
        return (
          <div key={module.module} role="none" className={styles.block}>
            <ModuleRow module={module} open={open} focusable={index === 0 && !selectedShown} />
            {open && <ModuleScripts module={module} small={small} />}
          </div>
        );
      })}
      {tree.hasNextPage && (
        <MoreRow level={1} busy={tree.isFetchingNextPage} onMore={() => void askOlder(tree, "More modules")}>
          More modules
        </MoreRow>
      )}
    </div>
  );
});
