import { type ModuleItem, useScriptCalled, useScriptRows } from "../../../app/scripts/queries.ts";
import { ErrorState } from "../../../components/error-state.tsx";
import { formatNumber } from "../../../components/format.ts";
import { RowSkeletons } from "../../../components/skeletons.tsx";
import { useEditorScope } from "../editor-context.ts";
import { MoreRow } from "./more-row.tsx";
import { TreeRow } from "./tree-row.tsx";

/** The scripts of an unfolded module. A small realm is read once for all modules. */
export function ModuleScripts({ module, small }: { module: ModuleItem; small: boolean }) {
  const { route } = useEditorScope();
  const rows = useScriptRows(route.realm, small ? null : module.module);
  const items = (rows.data ?? []).filter((item) => item.module === module.module);
  // The script in the address is in the tree, however far down its page is.
  const far =
    rows.hasNextPage &&
    route.module === module.module &&
    route.name !== null &&
    !items.some(({ name }) => name === route.name);
  const selected = useScriptCalled(route.realm, far ? `${route.module}/${route.name}` : undefined).scripts;
  if (rows.error && !rows.data) return <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />;
  if (!rows.data) return <RowSkeletons rows={Math.min(module.scripts, 20)} height={28} />;
  const left = module.scripts - items.length;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the group of a tree
    <div role="group">
      {items.map((item) => (
        <TreeRow key={item.id} item={item} />
      ))}
      {far && selected.map((item) => <TreeRow key={item.id} item={item} />)}
      {rows.hasNextPage && left > 0 && (
        <MoreRow level={2} busy={rows.isFetchingNextPage} onMore={() => void rows.fetchNextPage()}>
          {formatNumber(left)} more
        </MoreRow>
      )}
    </div>
  );
}
