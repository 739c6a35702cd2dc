import type { Json } from "@scriptyard/model";
import { productService } from "../product/index.ts";
import { trialServices } from "../services/index.ts";
import type { AsyncCalls, HostDefinition, Issue, RunServices } from "../types.ts";

/**
 * A host's functions of kind `async`, as a sandbox takes them. The sandbox has checked the arguments; the answer is
 * checked here, because the declarations promise it. What a function throws for the script, a `TypeError`, reaches
 * it with the function's name; whatever else goes wrong does so without its internals: a guest never sees a host path. Such
 * an error has a `cause`, which whoever runs the server must be told of.
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
        if (cause instanceof TypeError) throw new TypeError(`${name}: ${cause.message}`);
        throw new TypeError(`${name}: failed on the host`, { cause });
      }
      const issues = issuesOf(name, value);
      if (issues.length > 0)
        throw new TypeError(`${name}: the host answered something it may not`, {
          // Places alone: what stands there may be somebody's.
          cause: new Error(`its answer is wrong at ${issues.map(({ path }) => path).join(", ")}`),
        });
      return value;
    };
  }
  return calls;
}
