import type { Execution } from "@scriptyard/model";
import type { Core } from "../core.ts";
import { productionStarts, standingIn } from "../policy/starts.ts";
import { checkSource, readDraft } from "../scripts/drafts.ts";
import type { Actor, PreviewInput } from "../types.ts";
import { typeCheck } from "./check.ts";
import { draftLibraries, liveLibraries } from "./libraries.ts";
import { resolveText } from "./resolve.ts";
import { answerOf, run } from "./run.ts";

/**
 * Runs a text that is not live, in the sandbox production uses. Its effects are shown and never applied. The type check
 * runs beside it and does not stop it: its findings are in the record.
 */
export async function preview(core: Core, input: PreviewInput, actor: Actor): Promise<Execution> {
  const script = await core.catalog.scriptById(input.scriptId);
  const realm = await core.catalog.realmById(script.realmId);
  const draft = await readDraft(core, script);
  const { replayOf } = input;
  const source = input.source ?? draft.source;
  checkSource(source);
  const libraries = input.libraryDrafts ? draftLibraries(core, realm) : liveLibraries(core, realm);
  const { runnable, text } = await resolveText(core, {
    realm,
    script,
    source,
    revision: draft.revision,
    libraries,
    starts: standingIn(replayOf ? "replay" : "preview", await productionStarts(core, realm, script)),
  });
  const { args, seed, clockMs, signal } = input;
  const hostAnswers = replayOf ? ((await recordedAnswers(core, replayOf)) ?? []) : undefined;
  const diagnostics = typeCheck(core, { realm, script, source, libraries }, text);
  // A refused run must not leave the check's failure unheard.
  diagnostics.catch(() => {});
  const output = await run(core, {
    runnable,
    args,
    trigger: replayOf ? "replay" : "preview",
    actor,
    seed,
    clockMs,
    signal,
    replayOf,
    hostAnswers,
    trustInput: Boolean(replayOf),
    diagnostics,
  });
  return answerOf(output);
}

/** A replay in the editor is fed what the recorded run was answered, whatever the text does now. */
async function recordedAnswers(core: Core, id: string): Promise<Execution["hostAnswers"]> {
  await core.recorder.flush();
  return (await core.store.executions.byId(id))?.hostAnswers;
}
