import { memo } from "react";
import { useScriptSearch } from "../../../app/scripts/queries.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { formatNumber } from "../../../components/format.ts";
import { useEditorScope } from "../editor-context.ts";
import styles from "./tree.module.css";
import { treeModules } from "./tree-model.ts";
import { TreeRow } from "./tree-row.tsx";
import { TreeSkeleton } from "./tree-skeleton.tsx";

const most = 100;

/** What the filter finds, in whatever module, best first. */
export const FoundScripts = memo(function FoundScripts({ text }: { text: string }) {
  const { route } = useEditorScope();
  const found = useScriptSearch(route.realm, text, most);
  if (found.error && !found.data)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <TreeSkeleton modules={2} rows={3} />;
  const { items, more } = found.data;
  const selectedShown = items.some(({ module, name }) => module === route.module && name === route.name);
  if (items.length === 0) return <p className={styles.none}>No script matches “{text}”.</p>;
  return (
    <>
      <div role="tree" aria-label="Scripts by module" aria-busy={found.isPlaceholderData}>
        {treeModules(items).map(({ module, items: scripts }, index) => (
          <div key={module} role="none">
            <div
              role="treeitem"
              aria-level={1}
              aria-expanded
              tabIndex={index === 0 && !selectedShown ? 0 : -1}
              className={styles.module}
            >
              <span className={styles.arrow} aria-hidden data-open />
              <span className={styles.moduleName}>{module}</span>
            </div>
            {/* biome-ignore lint/a11y/useSemanticElements: the group of a tree */}
            <div role="group">
              {scripts.map((item) => (
                <TreeRow key={item.id} item={item} />
              ))}
            </div>
          </div>
        ))}
      </div>
      {more > 0 && (
        <p className={styles.none}>and {formatNumber(more)} more: type more of what it is called.</p>
      )}
    </>
  );
});
