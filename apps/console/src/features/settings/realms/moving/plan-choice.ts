import type { Outputs } from "../../../../app/trpc.ts";

export type ImportPlan = Outputs["realms"]["planImport"];
export type PlanRow = ImportPlan["rows"][number];

/** Whether a row can be chosen at all: what is the same, missing, or does not fit cannot be written. */
export const isWritable = ({ status, problem }: PlanRow): boolean =>
  problem === null && status !== "same" && status !== "missing";

/** What is written unless somebody says otherwise: never what was changed here too. */
export const firstChoice = ({ rows }: ImportPlan): ReadonlySet<string> =>
  new Set(rows.filter((row) => isWritable(row) && row.status !== "conflicting").map(({ key }) => key));

/** How a choice is said to the server: what is left out, and what is written over. */
export function askedOf(
  { rows }: ImportPlan,
  chosen: ReadonlySet<string>,
): { except: string[]; overwrite: string[] } {
  const known = rows.filter(({ status }) => status !== "missing" && status !== "same");
  return {
    except: known.filter((row) => row.status !== "conflicting" && !chosen.has(row.key)).map(({ key }) => key),
    overwrite: known
      .filter((row) => row.status === "conflicting" && chosen.has(row.key))
      .map(({ key }) => key),
  };
}

/** Those that say something, and how many are the same. */
export function shownRows({ rows }: ImportPlan): { rows: PlanRow[]; same: number } {
  const shown = rows.filter(({ status, problem }) => status !== "same" || problem !== null);
  return { rows: shown, same: rows.length - shown.length };
}
