import { errorTriage } from "@scriptyard/model";

/** Which rows are picked, and the one picked last: where a range begins. */
export type Picks = { ids: ReadonlySet<string>; last: string | null };

export const noPicks: Picks = { ids: new Set(), last: null };

/** One act takes so many. */
export const mostPicks = errorTriage.groupsPerAct;

/** Picks a row or, where it is picked, lets it go; with `range` picks all from the one picked last to it. */
export function pick(picks: Picks, rows: readonly string[], id: string, range: boolean): Picks {
  const from = picks.last === null ? -1 : rows.indexOf(picks.last);
  const to = rows.indexOf(id);
  if (range && from !== -1 && to !== -1) {
    const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
    return { ids: bounded([...picks.ids, ...between]), last: id };
  }
  const ids = new Set(picks.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids: bounded(ids), last: id };
}

/** All rows, or none where all are picked already. */
export function pickAll(picks: Picks, rows: readonly string[]): Picks {
  const all = bounded(rows);
  return [...all].every((id) => picks.ids.has(id)) ? noPicks : { ids: all, last: picks.last };
}

/** Without what is no longer in the list: nobody acts on what they do not see. */
export function stillThere(picks: Picks, rows: readonly string[]): Picks {
  const there = new Set(rows);
  const ids = [...picks.ids].filter((id) => there.has(id));
  return ids.length === picks.ids.size ? picks : { ids: new Set(ids), last: picks.last };
}

function bounded(ids: Iterable<string>): ReadonlySet<string> {
  return new Set([...new Set(ids)].slice(0, mostPicks));
}
