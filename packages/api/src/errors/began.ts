import type { ErrorGroup } from "@scriptyard/model";
import type { Store, VersionOrigin } from "@scriptyard/store";

type Context = { store: Store };
type Group = Pick<
  ErrorGroup,
  "realmId" | "scriptId" | "firstVersion" | "firstLayer" | "earliestVersion" | "firstSeenAt"
>;

/** What the first occurrence of a group ran on. */
export type Began =
  | {
      kind: "version";
      version: number;
      authorName: string | null;
      note: string;
      at: number;
      /** An earlier version that has it as well: the group began before `version`, which only failed first. */
      earlier: number | null;
    }
  | { kind: "file" }
  | { kind: "default" }
  /** Without a version, in a record of before it was kept what ran then. */
  | { kind: "unknown" };

/** For each group, in their order: which version brought it, who made that, and why. */
export async function begansOf(ctx: Context, groups: readonly Group[]): Promise<Began[]> {
  const origins = await originsOf(ctx, groups, ({ firstVersion }) => firstVersion);
  return groups.map((group) => {
    const { firstVersion, firstLayer, earliestVersion } = group;
    if (firstVersion === null)
      return { kind: firstLayer === "file" || firstLayer === "default" ? firstLayer : "unknown" };
    const origin = origins(group);
    return {
      kind: "version",
      version: firstVersion,
      authorName: origin?.authorName ?? null,
      note: origin?.note ?? "",
      at: origin?.at ?? group.firstSeenAt,
      earlier: earliestVersion !== null && earliestVersion < firstVersion ? earliestVersion : null,
    };
  });
}

/**
 * The way out of an error: the version that was live before the earliest one that has it. Null where there is none, or
 * where what runs now is from before it already.
 */
export async function wayBack(
  ctx: Context,
  group: Group,
  liveVersion: number | null,
): Promise<{ toVersion: number } | null> {
  if (liveVersion === null || group.earliestVersion === null || liveVersion < group.earliestVersion)
    return null;
  const origins = await originsOf(ctx, [group], ({ earliestVersion }) => earliestVersion);
  const toVersion = origins(group)?.previousVersion ?? null;
  return toVersion !== null && toVersion < group.earliestVersion ? { toVersion } : null;
}

/** Roll-backs, newest first, by which the script left every version that has the group, since it was first seen. */
export async function rollbacksOf(ctx: Context, group: Group) {
  const { realmId, scriptId, earliestVersion, firstSeenAt } = group;
  if (earliestVersion === null) return [];
  const events = await ctx.store.versions.events({ realmId, scriptId, limit: 500 });
  return events.filter(
    ({ kind, at, version, previousVersion }) =>
      kind === "rollback" &&
      at >= firstSeenAt &&
      version < earliestVersion &&
      (previousVersion ?? 0) >= earliestVersion,
  );
}

async function originsOf(
  { store }: Context,
  groups: readonly Group[],
  numberOf: (group: Group) => number | null,
): Promise<(group: Group) => VersionOrigin | undefined> {
  const wanted = groups.flatMap((group) => {
    const number = numberOf(group);
    return number === null ? [] : [{ scriptId: group.scriptId, number }];
  });
  const found = await store.versions.origins(wanted);
  const keyOf = (scriptId: string, number: number | null) => `${scriptId}/${number}`;
  const known = new Map(found.map((origin) => [keyOf(origin.scriptId, origin.number), origin]));
  return (group) => known.get(keyOf(group.scriptId, numberOf(group)));
}
