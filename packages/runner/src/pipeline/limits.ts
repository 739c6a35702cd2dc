import type { Host } from "@scriptyard/host-kit";
import type { AllLimits, Limits, PartialLimits } from "@scriptyard/model";
import { Fault, limitsSchema, wallLimitMs } from "@scriptyard/model";

const names = Object.keys(limitsSchema.shape) as (keyof Limits)[];

/** What a host's module says about all of its scripts; a script's own settings come after. */
export function moduleLimits(host: Host, module: string): PartialLimits {
  return host.modules.find((one) => one.name === module)?.limits ?? {};
}

/**
 * Checks what an author wants to set against the most its level allows. Asking for more is refused here rather than
 * narrowed in silence; a policy that becomes narrower later narrows it, and the settings say so.
 *
 * @throws Fault `bad_request` naming the limit, the value, what is allowed and how to get more
 */
export function checkLimits(own: PartialLimits, most: AllLimits, level: string): PartialLimits {
  const parsed = limitsSchema.partial().safeParse(own);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Fault("bad_request", `limits.${issue.path.join(".")}: ${issue.message}.`, {
      cause: parsed.error,
    });
  }
  for (const name of names) {
    const wanted = parsed.data[name];
    if (wanted === undefined || wanted <= most[name]) continue;
    throw new Fault(
      "bad_request",
      `limits.${name}: ${wanted} is more than the security level "${level}" allows (${most[name]}). Set ${most[name]} or less, or choose a wider security level.`,
    );
  }
  return parsed.data;
}

/** Each limit of the first, or of the second where that is smaller. */
export function narrower(limits: Limits, most: AllLimits): Limits {
  const result = { ...limits, wallMs: wallLimitMs(limits) };
  for (const name of names) result[name] = Math.min(result[name], most[name]);
  return result;
}
