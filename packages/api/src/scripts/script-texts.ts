import type { Script } from "@scriptyard/model";
import type { Runner } from "@scriptyard/runner";
import type { Store } from "@scriptyard/store";

/** Sources of versions, which never change, and how many lines drafts differ from them: kept, so that lists do not read them again. */
export type ScriptTexts = {
  sourceOf(versionId: string): Promise<string | null>;
  /** A draft without its text is read when its revision was not compared yet. */
  changes(versionId: string, draft: DraftOf): Promise<number>;
};

/** `realmId`: whose turn the comparison takes. */
type DraftOf = { realmId: Script["realmId"]; scriptId: string; revision: number; source?: string };

/** Of all sources together. */
const mostUnits = 16_000_000;
const mostNumbers = 50_000;
/** Pairs of texts that are read and compared side by side. */
const mostAtOnce = 4;

export function createScriptTexts(store: Store, runner: Pick<Runner, "changedLines">): ScriptTexts {
  const sources = keptWithin<string>(mostUnits, (source) => source.length);
  const changes = keptWithin<{ revision: number; lines: number }>(mostNumbers, () => 1);

  const sourceOf = async (versionId: string): Promise<string | null> => {
    const kept = sources.get(versionId);
    if (kept !== undefined) return kept;
    const version = await store.versions.byId(versionId);
    if (!version) return null;
    sources.keep(versionId, version.source);
    return version.source;
  };

  const compare = async (versionId: string, { realmId, scriptId, revision, source }: DraftOf) => {
    const draft = source === undefined ? await store.drafts.get(scriptId) : { revision, source };
    const live = (await sourceOf(versionId)) ?? "";
    const lines = await runner.changedLines({ id: realmId }, live, draft?.source ?? "");
    changes.keep(versionId, { revision: draft?.revision ?? revision, lines });
    return lines;
  };
  const underWay = new Map<string, Promise<number>>();
  const fewAtOnce = limited(mostAtOnce);

  return {
    sourceOf,
    changes(versionId, draft) {
      const kept = changes.get(versionId);
      if (kept?.revision === draft.revision) return Promise.resolve(kept.lines);
      // Many lists ask at once after a start: each pair is read and compared once, and few at a time are in memory.
      const key = `${versionId} ${draft.revision}`;
      const known = underWay.get(key) ?? fewAtOnce(() => compare(versionId, draft));
      underWay.set(key, known);
      return known.finally(() => underWay.delete(key));
    },
  };
}

/** The oldest go when all together weigh more than `most`. */
function keptWithin<V>(most: number, weigh: (value: V) => number) {
  const kept = new Map<string, V>();
  let weight = 0;
  const drop = (key: string): void => {
    const value = kept.get(key);
    if (value === undefined) return;
    kept.delete(key);
    weight -= weigh(value);
  };
  return {
    get: (key: string): V | undefined => kept.get(key),
    keep(key: string, value: V): void {
      drop(key);
      kept.set(key, value);
      weight += weigh(value);
      for (const oldest of kept.keys()) {
        if (weight <= most) break;
        drop(oldest);
      }
    },
  };
}

/** Runs so many at a time, the others in order. */
function limited(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
