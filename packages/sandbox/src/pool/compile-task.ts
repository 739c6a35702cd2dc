import { type ScriptError, wallLimitMs } from "@scriptyard/model";
import { topLevelLimits } from "../executor/compile.ts";
import type { CompiledImage } from "../executor/profile.ts";
import type { CompileOptions, Program } from "../types.ts";
import type { Busy } from "./busy.ts";
import { lossError, lostError } from "./loss.ts";
import type { Pool } from "./pool.ts";

/** A compile, to be done by a thread; `realm` and `limits` as in `CompileOptions`. */
export type CompileOrder = {
  program: Program;
  /** Hash of the image that it makes. */
  image: string;
  realm: CompileOptions["realm"];
  limits: CompileOptions["limits"];
  /** On `performance.now()`. */
  started: number;
  compileTimeoutMs: number;
};

export type Compiled =
  | { ok: true; image: CompiledImage }
  /** `isGuests`: the program's own doing, with places in its modules. */
  | { ok: false; error: ScriptError; isGuests: boolean };

/** Compiles in a thread of the pool. Its top level has the limits of the script, loading it those of the sandbox. */
export function compileTask(pool: Pool, order: CompileOrder): Promise<Compiled> {
  const { program, image, realm, limits, started, compileTimeoutMs } = order;
  const time = timeOf({ timeoutMs: compileTimeoutMs });
  const topLevel = limits && timeOf(topLevelLimits(limits, compileTimeoutMs));
  return new Promise((resolve) => {
    const fail = (error: ScriptError) => resolve({ ok: false, error, isGuests: false });
    const onBusy = (busy: Busy) => fail(pool.busyError(busy));
    const busy = pool.submit({
      realm: realm ?? COMPILE_REALM,
      image,
      queuedAt: started,
      costMs: COMPILE_COST_MS,
      isNew: realm !== undefined,
      onBusy,
      time: { ...time, inputs: 1, topLevel },
      message: () => ({ type: "compile", program, ...(limits && { limits }) }),
      onAnswer: (answer) => {
        if (answer.type !== "compiled") fail(lostError("it answered something else"));
        else if (answer.result.ok) resolve(answer.result);
        else resolve({ ok: false, error: answer.result.error, isGuests: true });
      },
      onLost: (loss, seat) => fail(lossError(loss, (seat?.control.isTopLevel && topLevel) || time)),
    });
    if (busy) onBusy(busy);
  });
}

/**
 * Of compiles under way, which are shared by who gives the same and waits in the same line: not to be answered with what was
 * too much for somebody who gives less, or by a realm whose own flood it waits behind.
 */
export function compileKey(hash: string, { realm = COMPILE_REALM, limits }: CompileOptions): string {
  return `${hash} ${realm} ${limits?.timeoutMs} ${limits?.operationLimit}`;
}

/** Compiles for nobody wait in a line of their own, like a realm. */
export const COMPILE_REALM = "\0compile";
/** About what a usual program takes. */
const COMPILE_COST_MS = 2;

const timeOf = ({ timeoutMs }: { timeoutMs: number }) => ({ timeoutMs, wallMs: wallLimitMs({ timeoutMs }) });
