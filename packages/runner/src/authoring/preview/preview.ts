import { canonicalJson, type Host } from "@scriptyard/host-kit";
import type { ScriptChecker } from "@scriptyard/languages";
import type { CallMock, Destination, Diagnostic, Execution, Json, Script } from "@scriptyard/model";
import { decisionOf, destinationOf, Fault, faults, kindOfHook } from "@scriptyard/model";
import type { Recorder, Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import type { Engine } from "../../engine/engine.ts";
import { payerOf } from "../../engine/payer.ts";
import { answerOf } from "../../engine/run.ts";
import { specifierOf } from "../../engine/runnable.ts";
import { productionStarts, standingIn } from "../../policy/starts.ts";
import { isFollowed, recordedCheck } from "../../starters/flows/outcomes.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import { type CheckPorts, typeCheck } from "../../texts/check.ts";
import type { LibrariesPorts } from "../../texts/libraries.ts";
import { draftLibraries, liveLibraries } from "../../texts/libraries.ts";
import { decidesIn } from "../../texts/outcome-findings.ts";
import type { Texts } from "../../texts/texts.ts";
import type { RecordedSeedPorts } from "../replay/recorded-seed.ts";
import { noRecord, recordedSeed, recordOf } from "../replay/recorded-seed.ts";
import { checkSource, readDraft } from "../scripts/drafts.ts";

export type PreviewInput = {
  scriptId: string;
  /** Text in the editor, saved or not; absent = the stored draft. */
  source?: string;
  args: Json[];
  seed?: string;
  clockMs?: number;
  /** Run with the drafts of the realm's libraries instead of their live versions. */
  libraryDrafts?: boolean;
  /** Set when this preview replays a recorded execution. */
  replayOf?: `exe_${string}` | null;
  /** Whoever asks may know every number that the recorded run drew: then any text draws them again. Default: not. */
  seesSeeds?: boolean;
  /** Whoever asks may save what they try: then the text has the secrets that it names. Default: not. */
  handsSecrets?: boolean;
  /** What `fetch` and async functions of the host are answered: in a preview nobody is called. */
  calls?: readonly CallMock[];
  signal?: AbortSignal;
};

/** What ran, and where the flow would go on by it: null where nothing was decided to continue. */
export type Preview = Execution & {
  leadsTo: Destination | null;
  /** Of a replay: whether it drew from the recorded seed; see `ReplayResult`. */
  sameNumbers: boolean | null;
};

export type PreviewPorts = CheckPorts &
  RecordedSeedPorts &
  LibrariesPorts & {
    checker: ScriptChecker;
    hosts: HostRegistry;
    engine: Engine;
    texts: Texts;
  };

/**
 * Runs a text that is not live, in the sandbox production uses. Its effects are shown and never applied. The type check
 * runs beside it and does not stop it: its findings are in the record.
 */
export async function preview(ports: PreviewPorts, input: PreviewInput, actor: Actor): Promise<Preview> {
  const script = await ports.catalog.scriptById(input.scriptId);
  const realm = await ports.catalog.realmById(script.realmId);
  const draft = await readDraft(ports, script);
  const { replayOf, signal } = input;
  const payer = payerOf(realm, actor);
  const source = input.source ?? draft.source;
  checkSource(source);
  const libraries = input.libraryDrafts ? draftLibraries(ports, realm) : liveLibraries(ports, realm);
  const { runnable, text } = await ports.texts.draft({
    realm,
    script,
    source,
    revision: draft.revision,
    libraries,
    payer,
    signal,
    starts: standingIn(replayOf ? "replay" : "preview", await productionStarts(ports, realm, script)),
  });
  const { args, seed, clockMs } = input;
  const recorded = replayOf ? await recordOfScript(ports, script, replayOf) : null;
  const { seesSeeds = false } = input;
  const diagnostics = typeCheck(ports, { realm, script, source, libraries, payer, signal }, text).catch(
    (error: unknown) => [...text.diagnostics, unchecked(specifierOf(script), error)],
  );
  // A refused run must not leave the check's failure unheard.
  diagnostics.catch(() => {});
  const output = await ports.engine.run({
    runnable: { ...runnable, withholdsSecrets: input.handsSecrets !== true },
    args,
    trigger: replayOf ? "replay" : "preview",
    actor,
    seed: seed ?? (recorded ? recordedSeed(ports, recorded, { seesSeeds }) : undefined),
    clockMs,
    signal,
    replayOf,
    calls: input.calls,
    hostAnswers: recorded ? (recorded.hostAnswers ?? []) : undefined,
    recordedError: recorded ? recorded.error : undefined,
    // A mask may break a pattern; input that somebody has changed since is judged as any other.
    trustInput: recorded !== null && canonicalJson(recorded.args) === canonicalJson(args),
    ...recordedCheck(runnable.host, recorded),
    diagnostics,
  });
  const execution = answerOf(output);
  return {
    ...execution,
    leadsTo: await leadsTo(ports, runnable.host, script, execution),
    sameNumbers: recorded && execution.seed === recorded.seed,
  };
}

/** By the edges of the flow as it is: a preview is no step of a walk, so nothing is refused for them. */
async function leadsTo(
  ports: { store: Store },
  host: Host,
  script: Script,
  ran: Execution,
): Promise<Preview["leadsTo"]> {
  const { result, effects } = ran;
  const decision = decisionOf(kindOfHook(host.flowKinds, ran.hook), result);
  if (decision?.action !== "continue" || !isFollowed(host, effects)) return null;
  const flow = await ports.store.flows.byName(script.realmId, script.module);
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
async function recordOfScript(
  ports: { store: Store; recorder: Recorder },
  script: Script,
  id: string,
): Promise<Execution> {
  const recorded = await recordOf(ports, id);
  if (recorded === null || recorded.scriptId !== script.id)
    throw new Fault("not_found", noRecord(id, specifierOf(script)));
  return recorded;
}
