import {
  type Draft,
  type Script,
  type ScriptStatus,
  type SourceLayer,
  scriptStatus,
} from "@scriptyard/model";
import type { ApiContext } from "../context.ts";
import { found } from "../scope/scope.ts";

/** A script as the tree and the editor's header show it. */
export type ScriptItem = Script & {
  status: ScriptStatus;
  /** Lines of the draft that differ from the live version; 0 when never published. */
  changedLines: number;
  /** Where the text that runs comes from; null = nothing can run. */
  liveLayer: SourceLayer | null;
  draftRevision: number;
  draftUpdatedAt: number;
};

export async function scriptItem(ctx: ApiContext, script: Script, draft?: Draft): Promise<ScriptItem> {
  const text = draft ?? (await draftOf(ctx, script.id));
  const { liveVersionId } = script;
  const changed =
    liveVersionId === null ? 0 : await ctx.texts.changes(liveVersionId, { realmId: script.realmId, ...text });
  return {
    ...script,
    status: scriptStatus(script, changed > 0),
    changedLines: changed,
    liveLayer: await ctx.runner.liveLayer(script),
    draftRevision: text.revision,
    draftUpdatedAt: text.updatedAt,
  };
}

/** @throws Fault `not_found` */
export async function draftOf(ctx: Pick<ApiContext, "store">, scriptId: string): Promise<Draft> {
  return found(await ctx.store.drafts.get(scriptId), `The script ${scriptId} has no draft.`);
}
