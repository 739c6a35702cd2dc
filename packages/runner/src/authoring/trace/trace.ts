import type { Workshop } from "@scriptyard/languages/workshop";
import type { Execution, LanguageId, Limits, RawTrace, StackFrame, TraceTables } from "@scriptyard/model";
import { authorColumn, Fault, wallLimitMs } from "@scriptyard/model";
import type { Actor } from "../../actor.ts";
import { noteChange } from "../../changes.ts";
import type { Engine } from "../../engine/engine.ts";
import { narrower } from "../../engine/limits.ts";
import { payerOf } from "../../engine/payer.ts";
import { type Runnable, specifierOf } from "../../engine/runnable.ts";
import type { RunnerLog } from "../../options.ts";
import { recordedCheck } from "../../starters/flows/outcomes.ts";
import type { LibrariesPorts } from "../../texts/libraries.ts";
import type { Texts } from "../../texts/texts.ts";
import type { RecordedSeedPorts } from "../replay/recorded-seed.ts";
import { noRecord, recordedSeed, recordOf } from "../replay/recorded-seed.ts";
import { textOf } from "../replay/replay.ts";
import { divergence, isStopped } from "./divergence.ts";
import { whyUntraced } from "./untraced.ts";

export type TraceInput = {
  executionId: string;
  /** Whoever asks may know every number that the recorded run drew. Default: not. */
  seesSeeds?: boolean;
  /** Whoever asks may save texts: then one that was only tried has secrets again. Default: not. */
  handsSecrets?: boolean;
  signal?: AbortSignal;
};

/** A module as it ran: the script as its author wrote it, a library without its types, at the same places. */
export type TracedText = { specifier: string; language: LanguageId; text: string };

export type TraceResult = {
  executionId: string;
  /** What it did this time, with the author's places. */
  status: Execution["status"];
  error: Execution["error"];
  logs: Execution["logs"];
  effects: Execution["effects"];
  /** The script first. */
  texts: TracedText[];
  /** What the numbers in `trace` mean. */
  tables: Omit<TraceTables, "modules"> & { modules: string[] };
  /** What the run said; null where it did not do what the record says: such a trace would be of something else. */
  trace: RawTrace | null;
  /** What it did otherwise than recorded, in words; empty where it did the same. */
  diverged: { what: string; recorded: string; now: string }[];
  /** The limit that ended the recorded run, and where: a traced run has more of each, and goes past that place. Null where none did. */
  recordedStop: Execution["error"];
  /** Why there is no trace, in a sentence; null where there is one. */
  untraced: string | null;
  /** Whether it drew from the recorded seed; see `ReplayResult`. */
  sameNumbers: boolean;
};

export type TracePorts = RecordedSeedPorts &
  LibrariesPorts & { engine: Engine; texts: Texts; workshop: Workshop; log: RunnerLog };

/**
 * Runs a recorded execution again, on its own text, input, seed, clock and host answers, instrumented. It is a trial like a
 * replay, and charged as one.
 *
 * @throws Fault `not_found` when the execution or its text is not there any more; `bad_request` for a text that does not run
 */
export async function trace(ports: TracePorts, input: TraceInput, actor: Actor): Promise<TraceResult> {
  const original = await recordOf(ports, input.executionId);
  if (original === null) throw new Fault("not_found", noRecord(input.executionId));
  const text = await textOf(ports, original, "recorded", actor);
  const { runnable, tables } = await traced(ports, text, actor, input.signal);
  const withholdsSecrets = text.origin.kind === "draft" && input.handsSecrets !== true;
  const output = await ports.engine.run({
    runnable: {
      ...runnable,
      withholdsSecrets,
      withholdsPlain: true,
      limits: tracedLimits(narrower(original.limits, text.policy.most)),
    },
    args: original.args,
    trigger: "replay",
    actor,
    seed: await seedFor(ports, original, input.seesSeeds ?? false),
    clockMs: original.clockMs,
    hostAnswers: original.hostAnswers ?? [],
    recordedError: original.error,
    signal: input.signal,
    replayOf: original.id,
    trustInput: true,
    unrecorded: true,
    ...recordedCheck(runnable.host, original),
  });
  noteChange(ports, actor, "execution.trace", { realmId: original.realmId, subject: original.id });
  const places = (frame: StackFrame) => authorPlace(tables, frame);
  const record = withPlaces(output.record, places);
  const { status, error, logs, effects } = record;
  const diverged = divergence(original, record);
  const sameNumbers = record.seed === original.seed;
  const untraced = whyUntraced(output, { diverges: diverged.length > 0, sameNumbers, text });
  return {
    executionId: original.id,
    status,
    error,
    logs,
    effects,
    texts: textsOf(text),
    tables: { ...tables, modules: tables.modules.map(({ specifier }) => specifier) },
    trace: untraced === null ? (output.outcome.trace ?? null) : null,
    diverged,
    recordedStop: isStopped(original.error) ? original.error : null,
    untraced,
    sameNumbers,
  };
}

/** The same program, saying what it does. */
async function traced(
  { workshop }: Pick<TracePorts, "workshop">,
  runnable: Runnable,
  actor: Actor,
  signal: AbortSignal | undefined,
): Promise<{ runnable: Runnable; tables: TraceTables }> {
  const { linked, realm } = runnable;
  if (!linked.ok) throw new Fault("bad_request", `Nothing of it ran: ${linked.error.message}`);
  const { program } = linked.keyed;
  const modules = program.modules.map(({ specifier, code }) => ({
    specifier,
    code,
    language: specifier === program.entry ? runnable.language : compiledLanguage,
  }));
  const made = await workshop.instrument({ modules }, payerOf(realm, actor), signal);
  if (made === null)
    throw new Fault("bad_request", "This program is too large to be traced. Trace a smaller part of it.");
  // Its text is made of the program's alone, so nobody needs to hash four times as much here.
  const keyed = {
    program: { ...program, modules: made.modules, traced: true },
    key: `${linked.keyed.key} traced`,
  };
  return { runnable: { ...runnable, linked: { ok: true, keyed } }, tables: made.tables };
}

/** What a library of a program is by now, whatever it was written in. */
const compiledLanguage: LanguageId = "javascript";

/** How much more a run may use that says what it does. */
const slower = 20;
const most = { timeoutMs: 5_000, wallMs: 20_000, memoryLimitBytes: 64_000_000 };

function tracedLimits(limits: Limits): Limits {
  return {
    ...limits,
    timeoutMs: Math.min(slower * limits.timeoutMs, most.timeoutMs),
    wallMs: Math.min(slower * wallLimitMs(limits), most.wallMs),
    operationLimit: slower * limits.operationLimit,
    memoryLimitBytes: Math.min(2 * limits.memoryLimitBytes, most.memoryLimitBytes),
  };
}

/**
 * A trace shows every number that was drawn. What somebody only tried guards nothing, so they have its numbers again; of a
 * live run only who may see seeds has.
 */
async function seedFor(ports: TracePorts, original: Execution, seesSeeds: boolean): Promise<string> {
  if (original.trigger === "preview" && original.replayOf === null) return original.seed;
  return recordedSeed(ports, original, { seesSeeds })("");
}

function textsOf(runnable: Runnable): TracedText[] {
  const entry = specifierOf(runnable.script);
  const libraries = runnable.linked.ok ? runnable.linked.keyed.program.modules : [];
  return [
    { specifier: entry, language: runnable.language, text: runnable.source },
    ...libraries
      .filter(({ specifier }) => specifier !== entry)
      .map(({ specifier, code }) => ({ specifier, language: compiledLanguage, text: code })),
  ];
}

function authorPlace({ modules }: TraceTables, frame: StackFrame): StackFrame {
  const module = modules.find(({ specifier }) => specifier === frame.file);
  if (module === undefined) return frame;
  return { ...frame, column: Math.max(1, authorColumn(module.shifts, frame.line, frame.column)) };
}

function withPlaces(execution: Execution, place: (frame: StackFrame) => StackFrame): Execution {
  const { error } = execution;
  return error === null ? execution : { ...execution, error: { ...error, stack: error.stack.map(place) } };
}
