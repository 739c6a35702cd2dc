import { createHash } from "node:crypto";
import type { Limits, ScriptError } from "@scriptyard/model";
import { canCompileOnly } from "../engine/adapters.ts";
import { noHandle } from "../engine/brands.ts";
import { GuestThrew, type Machine } from "../engine/machine.ts";
import { PRELUDE_SCHEME, prelude } from "../engine/prelude.ts";
import { EVAL_COMPILE_ONLY } from "../engine/raw-vm.ts";
import { standardParts, writesItself } from "../standard/parts.ts";
import type { CompileOptions, EngineName, Program } from "../types.ts";
import { programWaits } from "./async-pause.ts";
import { drainJobs } from "./drain-jobs.ts";
import { failureOf } from "./failure.ts";
import { globalTree } from "./globals.ts";
import type { GuestClock } from "./guest-clock.ts";
import { readExportNames } from "./guest-records/export-names.ts";
import { unreadable } from "./guest-records/unreadable.ts";
import { toJsonText } from "./json.ts";
import { LoadPort, positionIn } from "./load-port.ts";
import type { CompiledImage } from "./profile.ts";
import { findTape } from "./trace-tape.ts";
import { type OnStart, Watch } from "./watch.ts";

/** A compile has its own deadline: hostile source meets the parser, and the top level runs. */
export const COMPILE_LIMITS = {
  timeoutMs: 2_000,
  operationLimit: Number.MAX_SAFE_INTEGER,
  memoryLimitBytes: 10_000_000,
  resultBytes: 262_144,
  hostCalls: 0,
  promiseJobs: Number.MAX_SAFE_INTEGER,
};

const MAX_SOURCE_BYTES = 1_000_000;
/** How much longer a text may be that says what it does. */
const TRACED_GROWTH = 4;
const MAX_MODULES = 200;

/** Identity of an image: the same in every process with the same engine build and prelude. */
export function imageHash(engineId: string, program: Program): string {
  const modules = program.modules.map((m) => [m.specifier, m.code]).sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
  const { functions, hooks } = program.bindings;
  const parts = [engineId, prelude().hash, program.entry, modules, functions, hooks, program.host];
  if (program.traced) parts.push("traced");
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** What must hold before an engine sees the program; null, or what is wrong. */
export function programProblem(program: Program): ScriptError | null {
  const fail = (message: string, limit?: ScriptError["limit"]): ScriptError => ({
    type: "compilation",
    message,
    stack: [],
    ...(limit ? { limit } : {}),
  });
  const count = program.modules.length;
  if (count > MAX_MODULES) {
    const message = `The program has ${count} modules, at most ${MAX_MODULES} are allowed.`;
    return fail(message, { name: "modules", value: MAX_MODULES, reached: count });
  }
  const names = new Set<string>();
  let bytes = 0;
  for (const { specifier, code } of program.modules) {
    if (specifier === "" || specifier.startsWith(PRELUDE_SCHEME) || /[\p{Cc}()\s]/u.test(specifier)) {
      return fail(`"${specifier}" cannot name a module: use names such as login/risk-check.`);
    }
    if (names.has(specifier)) return fail(`The program has two modules named "${specifier}".`);
    names.add(specifier);
    bytes += Buffer.byteLength(code);
    const nul = code.indexOf("\0");
    if (nul >= 0) {
      const stack = [{ file: specifier, ...positionIn(code, nul) }];
      return { type: "invalid_syntax", message: "The text holds a NUL character.", stack };
    }
  }
  if (!names.has(program.entry)) return fail(`The program has no module "${program.entry}" to start from.`);
  const most = program.traced ? TRACED_GROWTH * MAX_SOURCE_BYTES : MAX_SOURCE_BYTES;
  if (bytes > most) {
    const message = `The program's text has ${bytes} bytes, at most ${most} are allowed.`;
    return fail(message, { name: "sourceBytes", value: most, reached: bytes });
  }
  return null;
}

export function sourcesOf(program: Program): { [specifier: string]: string } {
  return Object.fromEntries(program.modules.map(({ specifier, code }) => [specifier, code]));
}

/** What the top level of a program may use, of a script's limits. */
export function topLevelLimits(
  { timeoutMs, operationLimit }: Pick<Limits, "timeoutMs" | "operationLimit">,
  compileTimeoutMs: number,
): Pick<Limits, "timeoutMs" | "operationLimit"> {
  return { timeoutMs: Math.min(timeoutMs, compileTimeoutMs), operationLimit };
}

type Loaded = { ok: true; image: CompiledImage } | { ok: false; error: ScriptError; discard: boolean };

export type CompileOrder = {
  engine: EngineName;
  hash: string;
  program: Program;
  timeoutMs: number;
  /** Of the script: what its top level may use. */
  topLevel?: CompileOptions["limits"];
  clock: GuestClock;
  onStart?: OnStart;
  /** With limits of its own: the first statement of the program runs now. */
  onTopLevel?: OnStart;
};

/** Loads a program into a clean machine and takes the pages. */
export function compileProgram(machine: Machine, order: CompileOrder): Loaded {
  const { engine, hash, program } = order;
  const limits = { ...COMPILE_LIMITS, timeoutMs: order.timeoutMs };
  machine.begin();
  const watch = new Watch(machine, order.clock);
  const port = new LoadPort(program, watch, () => {
    if (order.topLevel === undefined || watch.stop !== null) return;
    Object.assign(limits, topLevelLimits(order.topLevel, order.timeoutMs));
    watch.start({ now: order.clock.now(), ...limits });
    order.onTopLevel?.(watch.processorBase);
  });
  const files = new Set(program.modules.map((m) => m.specifier));
  machine.port = port;
  watch.start({ now: order.clock.now(), ...limits });
  order.onStart?.(watch.processorBase);
  const parts = standardParts(program.modules, program.bindings.functions);
  try {
    const functions = program.bindings.functions.map((fn) => fn.name);
    machine.call("load", toJsonText({ names: functions, tree: globalTree(program.bindings) }));
    const entry = JSON.stringify(program.entry);
    const seat = { machine, watch };
    if (canCompileOnly(engine)) {
      evaluate(seat, `import * as entry from ${entry};`, "check", EVAL_COMPILE_ONLY);
      port.phase = "linking";
    }
    const standard = parts.map((part) => `import "./standard/${part}"; `).join("");
    const imports = `${standard}import "./begin.guest.js"; import { register } from "./dispatch.guest.js";`;
    evaluate(seat, `${imports} import * as entry from ${entry}; register(entry);`, "start");
    const names = machine.call("load");
    watch.checkDeadline();
    if (watch.stop || watch.denied) {
      const { error, discard } = failureOf(null, { machine, watch, files, limits });
      return { ok: false, error, discard };
    }
    if (names === "") return { ok: false, error: neverLoads(program.entry), discard: false };
    if (port.clockRead) return { ok: false, error: clockError(program.entry), discard: false };
    const exports = readExportNames(names);
    if (!exports) return { ok: false, error: unreadable("What the script exports"), discard: false };
    const unloaded = Object.fromEntries(
      program.modules.filter((m) => !port.loaded.has(m.specifier)).map((m) => [m.specifier, m.code]),
    );
    const image: CompiledImage = {
      hash,
      engine,
      baseHash: machine.baseHash,
      pages: machine.image(false),
      exports,
      files: [...files],
      unloaded,
      plainResults:
        !program.modules.some(({ code }) => code.includes("toJSON")) &&
        !writesItself(program.modules, program.bindings.functions),
      waits: programWaits(program.bindings.functions),
      bindings: program.bindings,
      host: program.host,
      ...(program.traced && { traceAt: findTape(machine.vm.bytes) }),
    };
    return { ok: true, image };
  } catch (thrown) {
    const { error, discard } = failureOf(thrown, { machine, watch, files, limits });
    return { ok: false, error: port.explain(error), discard };
  }
}

function evaluate(
  { machine, watch }: { machine: Machine; watch: Watch },
  code: string,
  name: string,
  flags = 0,
): void {
  const { vm } = machine;
  const handle = vm.evalModule(code, PRELUDE_SCHEME + name, flags);
  const error = vm.exceptionOf(handle);
  if (error !== noHandle) throw new GuestThrew(error);
  if (flags !== 0) return;
  drainJobs(machine, watch, COMPILE_LIMITS.promiseJobs);
  const state = vm.exports._QTS_PromiseState(vm.ctx, handle);
  if (state === REJECTED) throw new GuestThrew(vm.exports._QTS_PromiseResult(vm.ctx, handle));
}

const REJECTED = 2;

function neverLoads(entry: string): ScriptError {
  return {
    type: "execution",
    message:
      "The top level awaits a promise that can never settle: nothing is left to run that could resolve it.",
    stack: [{ file: entry, line: 1, column: 1 }],
  };
}

function clockError(entry: string): ScriptError {
  const message =
    "The clock was read while the script loads (new Date() or Date.now() outside a function). It loads once and runs many times: read the clock inside the hook.";
  return { type: "compilation", message, stack: [{ file: entry, line: 1, column: 1 }] };
}
