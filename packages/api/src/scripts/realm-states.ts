import {
  countStates,
  type ModuleStates,
  type Realm,
  type Script,
  type SourceLayer,
  scriptStatus,
} from "@scriptyard/model";
import type { ScriptHead, ScriptRow } from "@scriptyard/store";
import type { ApiContext } from "../context.ts";
import type { ScriptItem } from "./script-item.ts";
import { stands } from "./standing.ts";

/**
 * `failures`: of what the product ran within the last hour, as long as one of their errors stands. What people only tried is
 * not among them.
 */
export type TreeItem = ScriptItem & { failures: number };

/** A module of the tree: what its scripts say, counted. */
export type ModuleItem = ModuleStates & { module: string };

/** What is known of a realm's scripts besides their rows, read once for a whole list. */
export type RealmStates = {
  liveLayer(script: Pick<Script, "module" | "name" | "liveVersion">): SourceLayer | null;
  failures(script: Pick<Script, "id" | "liveVersion">): number;
};

export async function realmStates(ctx: ApiContext, realm: Realm): Promise<RealmStates> {
  const [below, failures] = await Promise.all([ctx.runner.layersBelow(realm.name), failuresOf(ctx, realm)]);
  return {
    liveLayer: ({ module, name, liveVersion }) =>
      liveVersion !== null ? "version" : (below.get(`${module}/${name}`) ?? null),
    failures,
  };
}

/** Rows as they are shown: texts are read of those whose draft differs, and compared once per revision. */
export async function treeItems(
  ctx: ApiContext,
  realm: Realm,
  rows: readonly ScriptRow[],
  known?: RealmStates,
): Promise<TreeItem[]> {
  const states = known ?? (await realmStates(ctx, realm));
  return Promise.all(
    rows.map(async ({ draftDiffers, draftRevision, draftUpdatedAt, ...script }) => {
      const { id, liveVersionId } = script;
      const changed =
        liveVersionId !== null && draftDiffers
          ? await ctx.texts.changes(liveVersionId, {
              realmId: realm.id,
              scriptId: id,
              revision: draftRevision,
            })
          : 0;
      return {
        ...script,
        // A save may have come in between: what is said belongs together.
        status: scriptStatus(script, changed > 0),
        changedLines: changed,
        liveLayer: states.liveLayer(script),
        draftRevision,
        draftUpdatedAt,
        failures: states.failures(script),
      };
    }),
  );
}

/** The modules of heads that come by module. No text is read. */
export function moduleItems(states: RealmStates, heads: readonly ScriptHead[]): ModuleItem[] {
  const byModule = new Map<string, ScriptHead[]>();
  for (const head of heads) {
    const of = byModule.get(head.module);
    if (of) of.push(head);
    else byModule.set(head.module, [head]);
  }
  return [...byModule].map(([module, scripts]) => ({
    module,
    ...countStates(
      scripts.map((head) => ({
        status: scriptStatus(head, head.draftDiffers),
        liveLayer: states.liveLayer(head),
        failures: states.failures(head),
      })),
    ),
  }));
}

/** A tree without its marks is better than none: where the figures cannot be read just now, there are none. */
async function failuresOf(ctx: ApiContext, realm: Realm): Promise<RealmStates["failures"]> {
  try {
    const [{ byScript }, open] = await Promise.all([
      ctx.statistics.figures(realm.id, "1h"),
      ctx.statistics.openErrors(realm.id, "1h"),
    ]);
    return ({ id, liveVersion }) => {
      const figures = byScript.get(id);
      if (figures === undefined || figures.errors === 0) return 0;
      const { errors, lastAtMs } = figures;
      return (open.get(id) ?? []).some((error) => stands(error, { liveVersion, lastAtMs })) ? errors : 0;
    };
  } catch (error) {
    ctx.log.debug({ err: error }, "scripts are shown without their failures");
    return () => 0;
  }
}
