import { useScriptCalled, useScriptRows } from "../../../app/scripts/queries.ts";
import { useEditorScope } from "../editor-context.ts";

/**
 * The scripts of a module that the tree shows: those read so far, and the one in the address, however far down its page is.
 * A small realm is read once for all modules.
 */
export function useModuleRows(module: string, small: boolean, enabled = true) {
  const { route } = useEditorScope();
  const rows = useScriptRows(route.realm, small ? null : module, enabled);
  const read = (rows.data ?? []).filter((item) => item.module === module);
  const far =
    rows.hasNextPage &&
    route.module === module &&
    route.name !== null &&
    !read.some(({ name }) => name === route.name);
  const called = useScriptCalled(route.realm, far ? `${route.module}/${route.name}` : undefined).scripts;
  const selected = far ? called.filter((item) => item.module === module && item.name === route.name) : [];
  return { rows, items: [...read, ...selected], read: read.length };
}
