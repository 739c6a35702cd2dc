import type { ModuleItem } from "../../../app/scripts/queries.ts";
import { askOlder } from "../../../components/ask-older.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { formatNumber } from "../../../components/format.ts";
import { MoreRow } from "./more-row.tsx";
import { TreeRow } from "./tree-row.tsx";
import { TreeSkeleton } from "./tree-skeleton.tsx";
import { useModuleRows } from "./use-module-rows.ts";

/** As many as a window shows. */
const mostShown = 40;

/** The scripts of an unfolded module. */
export function ModuleScripts({ module, small }: { module: ModuleItem; small: boolean }) {
  const { rows, items, read } = useModuleRows(module.module, small);
  if (rows.error && !rows.data) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  if (!rows.data) return <TreeSkeleton rows={Math.min(module.scripts, mostShown)} />;
  const left = module.scripts - read;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the group of a tree
    <div role="group">
      {items.map((item) => (
        <TreeRow key={item.id} item={item} />
      ))}
      {rows.hasNextPage && left > 0 && (
        <MoreRow level={2} busy={rows.isFetchingNextPage} onMore={() => void askOlder(rows, "More scripts")}>
          {formatNumber(left)} more
        </MoreRow>
      )}
    </div>
  );
}
