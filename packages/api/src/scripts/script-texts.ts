import type { Runner } from "@scriptyard/runner";
import type { Store } from "@scriptyard/store";

/** Sources of versions, which never change, and differences to drafts, kept so that the tree does not read them again. */
export type ScriptTexts = {
  sourceOf(versionId: string): Promise<string | null>;
  changes(versionId: string, draft: { revision: number; source: string }): Promise<number>;
};

const mostEntries = 1_000;

export function createScriptTexts(store: Store, runner: Pick<Runner, "changedLines">): ScriptTexts {
  const sources = new Map<string, string>();
  const changes = new Map<string, { revision: number; lines: number }>();

  const sourceOf = async (versionId: string): Promise<string | null> => {
    const kept = sources.get(versionId);
    if (kept !== undefined) return kept;
    const version = await store.versions.byId(versionId);
    if (!version) return null;
    keep(sources, versionId, version.source);
    return version.source;
  };

  return {
    sourceOf,
    async changes(versionId, draft) {
      const kept = changes.get(versionId);
      if (kept?.revision === draft.revision) return kept.lines;
      const lines = await runner.changedLines((await sourceOf(versionId)) ?? "", draft.source);
      keep(changes, versionId, { revision: draft.revision, lines });
      return lines;
    },
  };
}

function keep<V>(map: Map<string, V>, key: string, value: V): void {
  map.delete(key);
  map.set(key, value);
  if (map.size > mostEntries) map.delete(map.keys().next().value!);
}
