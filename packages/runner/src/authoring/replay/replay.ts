import { canonicalJson } from "@scriptyard/host-kit";
import type { Execution, Realm, Script } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import type { Engine } from "../../engine/engine.ts";
import { narrower } from "../../engine/limits.ts";
import { maskedPaths } from "../../engine/mask.ts";
import { payerOf } from "../../engine/payer.ts";
import type { Runnable } from "../../engine/runnable.ts";
import type { Starts } from "../../policy/starts.ts";
import { productionStarts, standingIn, startedBy, startsOf } from "../../policy/starts.ts";
import { recordedCheck } from "../../starters/flows/outcomes.ts";
import type { LibrariesPorts } from "../../texts/libraries.ts";
import { liveLibraries } from "../../texts/libraries.ts";
import type { Texts } from "../../texts/texts.ts";
import { readDraft } from "../scripts/drafts.ts";
import { errorLine } from "./error-line.ts";
import type { RecordedSeedPorts } from "./recorded-seed.ts";
import { noRecord, recordedSeed, recordOf } from "./recorded-seed.ts";

export type ReplayResult = {
  execution: Execution;
  original: Execution;
  /** Status, result, effects, logs, error type and line, and operations are equal. */
  same: boolean;
  /**
   * Whether it drew from the recorded seed. Another program does so only for who may see seeds; for everybody else it draws
   * numbers that are its own, and the same each time.
   */
  sameNumbers: boolean;
  /** What differs, in words: `result`, `operations` … Empty when `same`. */
  differences: string[];
  /**
   * JSON pointers into `args` that were masked before storage, so the replay saw `"[masked]"` there; those of answers
   * begin with `/hostAnswers/<index>`.
   */
  masked: string[];
  /** False when the program differs from the recorded one: another text, library version or engine. */
  sameImage: boolean;
};

export type ReplayInput = {
  executionId: string;
  on?: "recorded" | "draft" | "live";
  /** Whoever asks may know every number that the recorded run drew. Default: not. */
  seesSeeds?: boolean;
  /** Whoever asks may save texts: then one that was only tried has secrets again. Default: not. */
  handsSecrets?: boolean;
  signal?: AbortSignal;
};

export type ReplayPorts = RecordedSeedPorts &
  LibrariesPorts & {
    engine: Engine;
    texts: Texts;
  };

/**
 * Runs a recorded execution again with its own input, seed and clock. Effects are not applied.
 *
 * @throws Fault `not_found` when the execution, or the text to run it on, is not there any more
 */
export async function replay(ports: ReplayPorts, input: ReplayInput, actor: Actor): Promise<ReplayResult> {
  const original = await recordOf(ports, input.executionId);
  if (original === null) throw new Fault("not_found", noRecord(input.executionId));
  const text = await textOf(ports, original, input.on ?? "recorded", actor);
  // What was tried may be by somebody who may not save it.
  const withholdsSecrets = text.origin.kind === "draft" && input.handsSecrets !== true;
  const runnable = { ...text, withholdsSecrets };
  const { args, clockMs, hostAnswers } = original;
  // What ran then is pinned with its libraries, and may have another image by now only because the engine has.
  const asItWas = (input.on ?? "recorded") === "recorded" && runnable.origin.kind !== "draft";
  const { record } = await ports.engine.run({
    // The limits of the record: a limit that was raised since must not turn the failure into a success. Still never more
    // than the policy of now allows.
    runnable:
      (input.on ?? "recorded") === "recorded"
        ? { ...runnable, limits: narrower(original.limits, runnable.policy.most) }
        : runnable,
    args,
    trigger: "replay",
    actor,
    seed: asItWas ? original.seed : recordedSeed(ports, original, { seesSeeds: input.seesSeeds ?? false }),
    clockMs,
    // A recording without answers asked nobody: neither does its replay.
    hostAnswers: hostAnswers ?? [],
    recordedError: original.error,
    signal: input.signal,
    replayOf: original.id,
    trustInput: true,
    ...recordedCheck(runnable.host, original),
  });
  const differences = compare(original, record);
  return {
    execution: record,
    original,
    same: differences.length === 0,
    differences,
    sameNumbers: record.seed === original.seed,
    masked: [...maskedPaths(args), ...maskedAnswers(hostAnswers ?? [])],
    sameImage: record.imageHash === original.imageHash,
  };
}

function maskedAnswers(answers: NonNullable<Execution["hostAnswers"]>): string[] {
  return maskedPaths(answers.map(({ value }) => value)).map((pointer) => `/hostAnswers${pointer}`);
}

/** The text that a recorded execution ran, or another one of its script. */
export async function textOf(
  ports: LibrariesPorts & { texts: Texts },
  original: Execution,
  on: "recorded" | "draft" | "live",
  actor: Actor,
): Promise<Runnable> {
  const script = await ports.catalog.scriptById(original.scriptId);
  const realm = await ports.catalog.realmById(original.realmId);
  const starts = standingIn("replay", await replayed(ports, realm, original, script));
  if (on === "live") return ports.texts.active(realm, script, starts);
  if (on === "recorded" && original.versionId !== null)
    return ports.texts.version(realm, script, original.versionId, starts);
  const libraries = liveLibraries(ports, realm);
  const payer = payerOf(realm, actor);
  if (on === "recorded" && original.sourceRef?.kept)
    return ports.texts.kept(realm, script, original.sourceRef, starts);
  if (on === "recorded") {
    const source = original.draftSource ?? "";
    // The script's language may have changed since; the record knows which one that text was in.
    const { hook, language } = original;
    const text = {
      realm,
      script: { ...script, hook, language },
      source,
      revision: original.draftRevision,
      libraries,
      starts,
      payer,
    };
    return (await ports.texts.draft(text)).runnable;
  }
  const { source, revision } = await readDraft(ports, script);
  return (await ports.texts.draft({ realm, script, source, revision, libraries, starts, payer })).runnable;
}

/** The trigger a replay stands in for: the recorded one, or for what was only tried what starts the script in production. */
async function replayed(
  ports: { store: Store },
  realm: Realm,
  { trigger, hook }: Execution,
  script: Script,
): Promise<Starts> {
  if (trigger === "preview" || trigger === "replay") return productionStarts(ports, realm, script);
  // A walk of nodes, or a trigger fired by hand: its hook says which.
  return trigger === "trial" ? startsOf(hook, true) : startedBy(trigger);
}

/** What differs between two records of the same input, in words. Times are not compared: they never repeat. */
function compare(a: Execution, b: Execution): string[] {
  const aspects: { [name: string]: (execution: Execution) => unknown } = {
    status: (e) => e.status,
    result: (e) => e.result,
    effects: (e) => e.effects,
    "error type": (e) => e.error?.type ?? null,
    "error message": (e) => e.error?.message ?? null,
    "error line": (e) => errorLine(e.error),
    logs: (e) => e.logs,
    // A run that is stopped from outside stops wherever it was.
    operations: (e) =>
      e.errorType === "timeout" || e.errorType === "cancelled" ? null : e.metrics.operations,
  };
  return Object.entries(aspects)
    .filter(([, read]) => canonicalJson(read(a)) !== canonicalJson(read(b)))
    .map(([name]) => name);
}
