import type { Limits, ScriptError, StackFrame } from "@scriptyard/model";
import type { Handle } from "../engine/brands.ts";
import { GuestThrew, type Machine } from "../engine/machine.ts";
import { AllocationRefused } from "../engine/raw-vm.ts";
import { EngineTrap } from "../engine/wasm-imports.ts";
import { parseFrames } from "./frames.ts";
import { readThrown } from "./guest-records/thrown.ts";
import { unreadable } from "./guest-records/unreadable.ts";
import { timeError } from "./time-error.ts";
import { HardStop, type Stop, type StoppingLimit, type Watch } from "./watch.ts";

export type Failure = {
  error: ScriptError;
  /** The instance may be damaged: boot a new one. */
  discard: boolean;
};

type Context = {
  machine: Machine;
  watch: Watch;
  files: ReadonlySet<string>;
  limits: Pick<Limits, "operationLimit" | "memoryLimitBytes" | StoppingLimit>;
};

/**
 * The type of a failure. Host flags decide it: a script can throw anything and name it as it likes. `thrown` is null
 * when the guest answered normally and a flag is set nevertheless.
 *
 * It never throws: whatever goes wrong here went wrong over what this guest left, and is its own run's error.
 */
export function failureOf(thrown: unknown, context: Context): Failure {
  try {
    return sorted(thrown, context);
  } catch {
    return { error: unreadable("What the script threw"), discard: true };
  }
}

function sorted(thrown: unknown, context: Context): Failure {
  const { watch, limits } = context;
  const threw = thrown instanceof GuestThrew;
  const discard = thrown !== null && !threw;
  if (watch.stop) {
    const where = threw ? framesOf(thrown.handle, context) : nowhere;
    return { error: stopError(watch.stop, context, where.stack), discard: discard || where.isDamaged };
  }
  if (watch.denied || thrown instanceof AllocationRefused) {
    return { error: memoryError(limits, threw ? stackIn(thrown, context) : []), discard: true };
  }
  if (threw) return describe(thrown, context);
  // V8's own stack was full, under the guest's recursion.
  if (thrown instanceof RangeError && thrown.message.includes("call stack")) {
    return { error: overflowError(machineStack(context), []), discard };
  }
  return { error: isOurs(thrown) ? engineError(thrown) : unreadable("What the script left"), discard };
}

/** The engine gave up. Anything else that is thrown on the host while a run is read is about what that run left. */
function isOurs(thrown: unknown): boolean {
  return (
    thrown === null ||
    thrown instanceof EngineTrap ||
    thrown instanceof HardStop ||
    thrown instanceof WebAssembly.RuntimeError
  );
}

/** Why `watch` stopped the guest, as the author reads it. */
function stopError(stop: Stop, { limits, watch }: Context, stack: StackFrame[]): ScriptError {
  switch (stop.reason) {
    case "deadline":
      return timeError({ name: stop.limit, value: stop.value }, stop.used, watch.operations, stack);
    case "cancelled":
      return { type: "cancelled", message: "The run was cancelled.", stack };
    case "security":
      return { type: "security_violation", message: stop.message, stack };
    case "operations":
      return limitError("operationLimit", limits.operationLimit, stop.reached, stack);
    case "limit":
      return limitError(stop.name, limits[stop.name], stop.reached, stack);
  }
}

const limitTexts: { [name: string]: (value: number) => string } = {
  operationLimit: (value) => `The script used more than its ${value} operations.`,
  hostCalls: (value) => `The script made more than its ${value} host calls.`,
  promiseJobs: (value) => `The script needed more than its ${value} promise jobs (await, then).`,
  resultBytes: (value) => `Result and effects are larger than ${value} bytes of JSON.`,
  resultDepth: (value) => `The result is nested deeper than ${value} levels.`,
  inputBytes: (value) => `The arguments are larger than ${value} bytes of JSON.`,
};

export function limitError(
  name: string,
  value: number,
  reached: number | undefined,
  stack: StackFrame[] = [],
): ScriptError {
  const message = limitTexts[name]?.(value) ?? `The script went over its limit ${name} of ${value}.`;
  const limit = reached === undefined ? { name, value } : { name, value, reached };
  return { type: "operation_limit", message, stack, limit };
}

function memoryError(limits: Context["limits"], stack: StackFrame[]): ScriptError {
  return {
    type: "memory_limit",
    message: `The script needed more memory than its ${limits.memoryLimitBytes} bytes.`,
    stack,
    limit: { name: "memoryLimitBytes", value: limits.memoryLimitBytes },
  };
}

function overflowError(stackBytes: number, stack: StackFrame[]): ScriptError {
  return {
    type: "stack_overflow",
    message: "The script called itself too deeply: the stack is full.",
    stack,
    limit: { name: "stackBytes", value: stackBytes },
  };
}

const machineStack = ({ machine }: Context) => machine.vm.stackBytes;

function engineError(thrown: unknown): ScriptError {
  const text = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  return { type: "engine_failure", message: `The engine failed: ${text.slice(0, 300)}`, stack: [] };
}

/** What the guest says about what it threw. Asking runs guest code (getters), so it can be stopped like any other. */
function describe(thrown: GuestThrew, context: Context): Failure {
  const { machine, watch, files, limits } = context;
  let text: string;
  try {
    text = machine.call("describe", thrown.handle);
  } catch (error) {
    // What was thrown through wasm, and not by the guest, leaves a damaged instance.
    const discard = !(error instanceof GuestThrew);
    if (watch.stop) return { error: stopError(watch.stop, context, []), discard };
    if (watch.denied) return { error: memoryError(limits, []), discard: true };
    if (discard) return sorted(error, context);
    const message = "The script threw something that cannot be described.";
    return { error: { type: "execution", message, stack: [] }, discard };
  }
  if (watch.stop) return { error: stopError(watch.stop, context, []), discard: false };
  if (watch.denied) return { error: memoryError(limits, []), discard: true };
  const marked = machine.takeStackMark();
  const found = readThrown(text, files);
  if (!found) return { error: unreadable("What the script threw"), discard: false };
  const { name, message, stack } = found;
  if (found.isOverflow && marked)
    return { error: overflowError(machineStack(context), stack), discard: false };
  const error: ScriptError = { type: "execution", message, stack };
  return { error: name === "" ? error : { ...error, name }, discard: false };
}

type Frames = { stack: StackFrame[]; isDamaged: boolean };
const nowhere: Frames = { stack: [], isDamaged: false };

/** Where an error of the engine's own making happened, without running the guest. */
function framesOf(handle: Handle, { machine, files }: Context): Frames {
  try {
    return {
      stack: parseFrames(machine.stackOf(handle).slice(0, STACK_CHARACTERS), files),
      isDamaged: false,
    };
  } catch {
    return { stack: [], isDamaged: true };
  }
}

function stackIn(thrown: GuestThrew, context: Context): StackFrame[] {
  const text = machineText(thrown, context);
  return (text === null ? null : readThrown(text, context.files))?.stack ?? [];
}

function machineText({ handle }: GuestThrew, { machine }: Context): string | null {
  try {
    return machine.call("describe", handle);
  } catch {
    return null;
  }
}

/** A function's name is in it, and may be as long as the script likes. */
const STACK_CHARACTERS = 16_000;
