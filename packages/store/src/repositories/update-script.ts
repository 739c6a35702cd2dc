import { Fault, type Script, type SettingsChange, withLimits, withoutUndefined } from "@scriptyard/model";
import { eq } from "drizzle-orm";
import type { Tables } from "../schema/index.ts";
import { type Db, rows, type Work } from "../work.ts";
import { toScript } from "./script-rows.ts";

export type ScriptChange = SettingsChange & Partial<Pick<Script, "language" | "hook" | "updatedAt">>;

/**
 * Changes what is named, limit by limit: two people may change two of them at once.
 *
 * @throws Fault `not_found`; `conflict` where a part that changes is not any more what `basedOn` says
 */
export function* updateScript(
  db: Db,
  { scripts }: Tables,
  id: string,
  { limits, ...change }: ScriptChange,
  basedOn: SettingsChange | undefined,
): Work<Script> {
  const own = eq(scripts.id, id as Script["id"]);
  const [row] = yield* rows(db.select().from(scripts).where(own));
  if (!row) throw new Fault("not_found", `There is no script ${id}.`);
  const was = toScript(row);
  const others = basedOn === undefined ? [] : changedMeanwhile(was, { limits, ...change }, basedOn);
  if (others.length > 0)
    throw new Fault(
      "conflict",
      `Somebody changed ${others.join(" and ")} meanwhile. Look at what is there now, then save again.`,
    );
  const [updated] = yield* rows(
    db
      .update(scripts)
      .set({
        id: was.id,
        ...withoutUndefined(change),
        ...(limits === undefined ? {} : { limits: withLimits(was.limits, limits) }),
      })
      .where(own)
      .returning(),
  );
  return toScript(updated!);
}

/** Parts that are neither what they were looked at as, nor what they shall be. */
function changedMeanwhile(was: Script, change: SettingsChange, basedOn: SettingsChange): string[] {
  const [is, shall, seen] = [partsOf(was), partsOf(change), partsOf(basedOn)];
  return [...shall.keys()].filter(
    (part) => seen.has(part) && ![seen.get(part), shall.get(part)].includes(is.get(part) ?? null),
  );
}

/** `description`, `securityLevel` and each limit by its path; a limit without a number is null. */
function partsOf({ description, securityLevel, limits = {} }: SettingsChange): Map<string, unknown> {
  const named = Object.entries(limits).map(([name, value]): [string, unknown] => [`limits.${name}`, value]);
  const all: [string, unknown][] = [["description", description], ["securityLevel", securityLevel], ...named];
  return new Map(all.filter(([, value]) => value !== undefined));
}
