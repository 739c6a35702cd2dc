import type { Host } from "@scriptyard/host-kit";
import type { AllLimits, EffectivePolicy, Limits, PartialLimits } from "@scriptyard/model";
import { becauseOf, Fault, limitsSchema, wallLimitMs } from "@scriptyard/model";

const names = Object.keys(limitsSchema.shape) as (keyof Limits)[];

/** Who narrows when it is neither a level nor a hook: what the server was started with. */
export const installation = "the installation";

/** How its operator names those limits. */
const installationSettings: { [name in keyof Limits]?: string } = {
  timeoutMs: "SCRIPT_MAX_EXECUTION_TIME",
  memoryLimitBytes: "SCRIPT_MAX_MEMORY_BYTES",
};

/** What a host's module says about all of its scripts; a script's own settings come after. */
export function moduleLimits(host: Host, module: string): PartialLimits {
  return host.modules.find((one) => one.name === module)?.limits ?? {};
}

/**
 * Checks what an author wants to set against the most the script can have in production. Asking for more is refused here
 * rather than narrowed in silence; a policy that becomes narrower later narrows it, and the settings say so.
 *
 * @param judged names of limits that are being set: all of them where nothing is said
 * @throws Fault `bad_request` naming the limit, the value, what is allowed and how to get more
 */
export function checkLimits(
  own: PartialLimits,
  policyWith: (limits: PartialLimits) => EffectivePolicy,
  judged: (limit: string) => boolean = () => true,
): PartialLimits {
  const parsed = limitsSchema.partial().safeParse(own);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Fault("bad_request", `limits.${issue.path.join(".")}: ${issue.message}.`, {
      cause: parsed.error,
    });
  }
  const policy = policyWith(parsed.data);
  // What its module asks for is narrowed too, but nobody is setting that here.
  const first = policy.narrowed.find(({ name }) => parsed.data[name] !== undefined && judged(name));
  if (first === undefined) return parsed.data;
  const { name, asked, allowed, by } = first;
  const isLevel = policy.levels.includes(by);
  const setting = by === installation ? installationSettings[name] : undefined;
  throw new Fault(
    "bad_request",
    `limits.${name}: ${asked} is more than ${isLevel ? `the security level "${by}"` : by} allows (${allowed})${becauseOf(policy, by)}. ` +
      `Set ${allowed} or less${isLevel ? ", or choose a wider security level" : setting === undefined ? "" : `, or have ${setting} raised where the server is started`}.`,
  );
}

/** Each limit of the first, or of the second where that is smaller. */
export function narrower(limits: Limits, most: AllLimits): Limits {
  const result = { ...limits, wallMs: wallLimitMs(limits) };
  for (const name of names) result[name] = Math.min(result[name], most[name]);
  return result;
}
