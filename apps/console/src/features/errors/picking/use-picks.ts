import { useCallback, useMemo, useState } from "react";
import { noPicks, type Picks, pick, pickAll, stillThere } from "./picks.ts";

/** The picked rows of a list whose rows come and go. */
export function usePicks(rows: readonly { id: string }[]) {
  const [kept, setKept] = useState<Picks>(noPicks);
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
