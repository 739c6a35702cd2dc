import type { Json } from "@scriptyard/model";
import { productService } from "../product/index.ts";
import { trialServices } from "../services/index.ts";
import type { AsyncCalls, HostDefinition, Issue, RunServices } from "../types.ts";

/**
 * A host's functions of kind `async`, as a sandbox takes them. The sandbox has checked the arguments; the answer is
 * checked here, because the declarations promise it. What a function throws for the script, a `TypeError`, reaches
 * it with the function's name; whatever else goes wrong does so without its internals: a guest never sees a host path.
 *
 * @example createSandbox({ asyncHost: { [host.id]: host.asyncCalls } })
 */
export function createAsyncCalls(
  { id, functions, simulate }: Pick<HostDefinition, "id" | "functions" | "simulate">,
  issuesOf: (name: string, answer: Json) => Issue[],
): AsyncCalls {
  const trial = (): RunServices => ({
    ...trialServices,
    product: productService(id, "", () => simulate?.([]) ?? null),
  });
  const calls: AsyncCalls = Object.create(null) as AsyncCalls;
  for (const { name, kind, answer } of functions) {
    if (kind !== "async" || !answer) continue;
    calls[name] = async (args, call) => {
      let value: Json;
      try {
        value = (await answer(args, { ...call, services: call.services ?? trial() })) ?? null;
      } catch (cause) {
        const why = cause instanceof TypeError ? cause.message : "failed on the host";
        throw new TypeError(`${name}: ${why}`, { cause });
      }
      if (issuesOf(name, value).length > 0)
        throw new TypeError(`${name}: the host answered something it may not`);
      return value;
    };
  }
  return calls;
}
