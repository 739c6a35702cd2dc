import { canonicalJson, type Host } from "@scriptyard/host-kit";
import type { Diagnostic, Execution, Script } from "@scriptyard/model";
import { decisionOf, destinationOf, Fault, faults, kindOfHook } from "@scriptyard/model";
import type { Core } from "../core.ts";
import { decidesIn } from "../flows/outcome-findings.ts";
import { isFollowed, recordedCheck } from "../flows/outcomes.ts";
import { productionStarts, standingIn } from "../policy/starts.ts";
import { noRecord, recordedSeed, recordOf } from "../replay/recorded-seed.ts";
import { checkSource, readDraft } from "../scripts/drafts.ts";
import type { Actor } from "../types.ts";
import { typeCheck } from "./check.ts";
import { draftLibraries, liveLibraries } from "./libraries.ts";
import { payerOf } from "./payer.ts";
import { resolveText } from "./resolve.ts";
import { answerOf, run } from "./run.ts";
import { specifierOf } from "./runnable.ts";
import type { Preview, PreviewInput } from "./types.ts";

/**
 * Runs a text that is not live, in the sandbox production uses. Its effects are shown and never applied. The type check
 * runs beside it and does not stop it: its findings are in the record.
 */
export async function preview(core: Core, input: PreviewInput, actor: Actor): Promise<Preview> {
  const script = await core.catalog.scriptById(input.scriptId);
  const realm = await core.catalog.realmById(script.realmId);
  const draft = await readDraft(core, script);
  const { replayOf, signal } = input;
  const payer = payerOf(realm, actor);
  const source = input.source ?? draft.source;
  checkSource(source);
  const libraries = input.libraryDrafts ? draftLibraries(core, realm) : liveLibraries(core, realm);
  const { runnable, text } = await resolveText(core, {
    realm,
    script,
    source,
    revision: draft.revision,
    libraries,
    payer,
    signal,
    starts: standingIn(replayOf ? "replay" : "preview", await productionStarts(core, realm, script)),
  });
  const { args, seed, clockMs } = input;
  const recorded = replayOf ? await recordOfScript(core, script, replayOf) : null;
  const { seesSeeds = false } = input;
  const diagnostics = typeCheck(core, { realm, script, source, libraries, payer, signal }, text).catch(
    (error: unknown) => [...text.diagnostics, unchecked(specifierOf(script), error)],
  );
  // A refused run must not leave the check's failure unheard.
  diagnostics.catch(() => {});
  const output = await run(core, {
    runnable,
    args,
    trigger: replayOf ? "replay" : "preview",
    actor,
    seed: seed ?? (recorded ? recordedSeed(core, recorded, { seesSeeds }) : undefined),
    clockMs,
    signal,
    replayOf,
    hostAnswers: recorded ? (recorded.hostAnswers ?? []) : undefined,
    // A mask may break a pattern; input that somebody has changed since is judged as any other.
    trustInput: recorded !== null && canonicalJson(recorded.args) === canonicalJson(args),
    ...recordedCheck(runnable.host, recorded),
    diagnostics,
  });
  const execution = answerOf(output);
  return {
    ...execution,
    leadsTo: await leadsTo(core, runnable.host, script, execution),
    sameNumbers: recorded && execution.seed === recorded.seed,
  };
}

/** By the edges of the flow as it is: a preview is no step of a walk, so nothing is refused for them. */
async function leadsTo(core: Core, host: Host, script: Script, ran: Execution): Promise<Preview["leadsTo"]> {
  const { result, effects } = ran;
  const decision = decisionOf(kindOfHook(host.flowKinds, ran.hook), result);
  if (decision?.action !== "continue" || !isFollowed(host, effects)) return null;
  const flow = await core.store.flows.byName(script.realmId, script.module);
  const decides = flow !== null && decidesIn(host.flowKinds, flow, script.name);
  return destinationOf(decides ? flow : null, script.name, decision.outcome);
}

/** A run must not fail because its types could not be looked at just now; that they were not is a finding. */
function unchecked(file: string, error: unknown): Diagnostic {
  if (!(error instanceof Fault) || !faults[error.code].retry) throw error;
  return {
    file,
    line: 1,
    column: 1,
    endLine: 1,
    endColumn: 1,
    code: "scriptyard/types-unchecked",
    severity: "warning",
    source: "types",
    message: `The types were not checked. ${error.message}`,
  };
}

/** A replay in the editor is fed what the recorded run was answered, whatever the text does now: no run of another script. */
async function recordOfScript(core: Core, script: Script, id: string): Promise<Execution> {
  const recorded = await recordOf(core, id);
  if (recorded === null || recorded.scriptId !== script.id)
    throw new Fault("not_found", noRecord(id, specifierOf(script)));
  return recorded;
}
