import type { Script } from "@scriptyard/model";
import type { ApiContext } from "../context.ts";

/** A roll-back that still holds: nobody has published since. */
export type RolledBack = {
  /** Number of the newest version, which does not run. */
  newest: number;
  /** Who went back; null: a token, or an account that is gone. */
  by: string | null;
  note: string;
  /** When, in milliseconds since 1970. */
  at: number;
};

/** What a script was rolled back from; null when its newest version is live, or none is. */
export async function rolledBackFrom(
  { store }: Pick<ApiContext, "store">,
  script: Pick<Script, "id" | "realmId" | "liveVersion">,
): Promise<RolledBack | null> {
  if (script.liveVersion === null) return null;
  const newest = (await store.versions.list(script.id, { limit: 1 })).items[0]?.number ?? script.liveVersion;
  if (newest === script.liveVersion) return null;
  const [last] = await store.versions.events({ realmId: script.realmId, scriptId: script.id, limit: 1 });
  if (last === undefined) return null;
  return { newest, by: last.authorName, note: last.note, at: last.at };
}
