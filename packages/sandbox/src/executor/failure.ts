import type { Limits, ScriptError, StackFrame } from "@scriptyard/model";
import { GuestThrew, type Machine } from "../engine/machine.ts";
import { AllocationRefused } from "../engine/raw-vm.ts";
import { parseFrames } from "./frames.ts";
import { parseJson } from "./json.ts";
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
 */
export function failureOf(thrown: unknown, context: Context): Failure {
  const { watch, limits } = context;
  const threw = thrown instanceof GuestThrew;
  const discard = thrown !== null && !threw;
  if (watch.stop) {
    return { error: stopError(watch.stop, context, threw ? framesOf(thrown.handle, context) : []), discard };
  }
  if (watch.denied || thrown instanceof AllocationRefused) {
    return {
      error: memoryError(limits, threw ? safely(() => describe(thrown, context).stack) : []),
      discard: true,
    };
  }
  if (threw) return { error: describe(thrown, context), discard: false };
  if (thrown instanceof RangeError) return { error: overflowError(machineStack(context), []), discard };
  if (thrown instanceof HardStop) return { error: engineError(thrown), discard };
  return { error: engineError(thrown), discard };
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
function describe(thrown: GuestThrew, context: Context): ScriptError {
  const { machine, watch, files, limits } = context;
  let text: string;
  try {
    text = machine.call("describe", thrown.handle);
  } catch (error) {
    if (watch.stop) return stopError(watch.stop, context, []);
    if (watch.denied) return memoryError(limits, []);
    if (!(error instanceof GuestThrew)) throw error;
    return { type: "execution", message: "The script threw something that cannot be described.", stack: [] };
  }
  if (watch.stop) return stopError(watch.stop, context, []);
  if (watch.denied) return memoryError(limits, []);
  const found = parseJson(text) as { name?: string; message: string; stack: string; kind?: string };
  const stack = parseFrames(found.stack, files);
  const marked = machine.takeStackMark();
  if (found.kind === "overflow" && marked) return overflowError(machineStack(context), stack);
  if (found.kind === "memory") return memoryError(limits, stack);
  const error: ScriptError = { type: "execution", message: found.message.slice(0, 1000), stack };
  return found.name ? { ...error, name: found.name } : error;
}

/** Where an error of the engine's own making happened, without running the guest. */
function framesOf(handle: number, { machine, files }: Context): StackFrame[] {
  return safely(() => parseFrames(machine.stackOf(handle), files));
}

function safely(read: () => StackFrame[]): StackFrame[] {
  try {
    return read();
  } catch {
    return [];
  }
}
