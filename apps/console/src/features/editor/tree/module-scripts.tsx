import type { ModuleItem } from "../../../app/scripts/queries.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { formatNumber } from "../../../components/format.ts";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { askOlder } from "../server/older.ts";
import { MoreRow } from "./more-row.tsx";
import { TreeRow } from "./tree-row.tsx";
import { useModuleRows } from "./use-module-rows.ts";

/** The scripts of an unfolded module. */
export function ModuleScripts({ module, small }: { module: ModuleItem; small: boolean }) {
  const { rows, items, read } = useModuleRows(module.module, small);
  if (rows.error && !rows.data) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  if (!rows.data) return <RowSkeletons rows={Math.min(module.scripts, 20)} height={28} />;
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
