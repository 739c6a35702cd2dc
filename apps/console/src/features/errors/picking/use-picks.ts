import { useCallback, useMemo, useState } from "react";
import { noPicks, type Picks, pick, pickAll, stillThere } from "./picks.ts";

/**
 * The picked rows of a list whose rows come and go.
 *
 * @param list names the list: of another one nothing is picked
 */
export function usePicks(rows: readonly { id: string }[], list: string) {
  const [kept, setKept] = useState<Picks>(noPicks);
  const [of, setOf] = useState(list);
  if (of !== list) {
    setOf(list);
    setKept(noPicks);
  }
  const ids = useMemo(() => rows.map(({ id }) => id), [rows]);
  const picks = useMemo(() => stillThere(kept, ids), [kept, ids]);
  const toggle = useCallback(
    (id: string, range: boolean) => setKept((now) => pick(stillThere(now, ids), ids, id, range)),
    [ids],
  );
  const all = useCallback((of: readonly string[]) => setKept((now) => pickAll(stillThere(now, of), of)), []);
  const clear = useCallback(() => setKept(noPicks), []);
  return { picked: picks.ids, toggle, all, clear };
}
