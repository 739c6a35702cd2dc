import type { ScriptError } from "@scriptyard/model";
import { COMPILE_REALM } from "../pool/compile-task.ts";
import { microseconds } from "../pool/pool-run.ts";
import type { CompileOptions, CompileResult, EngineName, Program } from "../types.ts";
import type { TaskCost } from "./learned.ts";
import type { Submit } from "./run-there.ts";

const compileCost: TaskCost = { meanMs: 0 };

/** One compilation, for the sandbox's process. The image stays there; its face comes back. */
export function compileThere(
  submit: Submit,
  order: { hash: string; program: Program; engine: EngineName; started: number; options: CompileOptions },
): Promise<CompileResult> {
  const { hash, program, engine, started, options } = order;
  return new Promise((resolve) => {
    const fail = (error: ScriptError) =>
      resolve({ status: "error", error, compileUs: microseconds(started) });
    submit(fail, {
      realm: options.realm ?? COMPILE_REALM,
      cost: compileCost,
      // A program that was compiled is not compiled again: each is new, unless nobody is named for it.
      proof: options.realm === undefined ? null : { isProven: false },
      message: (id) => ({ type: "compile", id, program, options }),
      onAnswer: (message) => {
        if (message.type !== "compiled") return { lie: "it answered a compilation with something else" };
        const { result } = message;
        if (result.status === "error") fail(result.error);
        else if (result.image.hash !== hash) return { lie: "it compiled something else" };
        else {
          const { bytes, exports } = result.image;
          const image = Object.freeze({ hash, engine, bytes, exports: Object.freeze([...exports]) });
          resolve({ status: "ok", image, compileUs: microseconds(started) });
        }
        return true;
      },
    });
  });
}
