import { useLocalStorage } from "@mantine/hooks";
import { useMemo } from "react";
import { useMe } from "../../app/me.ts";
import { type ColumnId, columnsText, defaultColumns, parseColumns } from "./column-ids.ts";

/**
 * Which columns are shown: those of the address, so that a link shows what its sender saw, else those this person chose
 * last in this browser.
 *
 * @param given what the address says
 * @param onGiven puts a choice into the address
 */
export function useColumns(given: string | undefined, onGiven: (columns: string | undefined) => void) {
  const me = useMe();
  const [kept, keep] = useLocalStorage({
    key: `scriptyard-executions-columns-${me?.id ?? ""}`,
    defaultValue: "",
    getInitialValueInEffect: false,
  });
  const columns = useMemo(() => parseColumns(given) ?? parseColumns(kept) ?? defaultColumns, [given, kept]);
  function choose(next: readonly ColumnId[]): void {
    const text = columnsText(next);
    const own = text === columnsText(defaultColumns) ? "" : text;
    keep(own);
    onGiven(own || undefined);
  }
  return { columns, choose };
}
