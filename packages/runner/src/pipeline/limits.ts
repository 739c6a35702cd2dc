import type { Host } from "@scriptyard/host-kit";
import type { Limits, PartialLimits, SecurityLevel } from "@scriptyard/model";
import { defaultLimits, Fault, limitsSchema } from "@scriptyard/model";

/** How far a script's own settings may raise a limit. A host that declares more for all of its scripts raises it for all. */
const ceilings: Record<SecurityLevel, PartialLimits> = {
  safe: { timeoutMs: 200, memoryLimitBytes: 10_000_000, operationLimit: 50_000_000 },
  production: { timeoutMs: 1_000, memoryLimitBytes: 32_000_000, operationLimit: 500_000_000 },
  development: { timeoutMs: 5_000, memoryLimitBytes: 64_000_000, operationLimit: 1_000_000_000 },
};

/** Somebody waits in front of a flow node: 50–200 ms, whatever else is allowed. */
const nodeTimeoutMs = { min: 50, max: 200 } as const;

const names = Object.keys(defaultLimits) as (keyof Limits)[];

/** Defaults ← the host's ← the script's, clamped to what the security level allows. */
export function effectiveLimits(host: Host, own: PartialLimits, level: SecurityLevel): Limits {
  const limits = { ...defaultLimits, ...host.limits };
  for (const name of names) {
    const wanted = own[name];
    if (wanted !== undefined) limits[name] = Math.min(wanted, ceiling(host, level, name));
  }
  return limits;
}

/** The limits of a run as a flow node. */
export function nodeLimits(limits: Limits): Limits {
  const timeoutMs = Math.min(nodeTimeoutMs.max, Math.max(nodeTimeoutMs.min, limits.timeoutMs));
  return timeoutMs === limits.timeoutMs ? limits : { ...limits, timeoutMs };
}

/**
 * Checks what an author wants to set.
 *
 * @throws Fault `bad_request` naming the limit, the value, what is allowed and how to get more
 */
export function checkLimits(host: Host, own: PartialLimits, level: SecurityLevel): PartialLimits {
  const parsed = limitsSchema.partial().safeParse(own);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Fault("bad_request", `limits.${issue.path.join(".")}: ${issue.message}.`, {
      cause: parsed.error,
    });
  }
  for (const name of names) {
    const wanted = parsed.data[name];
    const most = ceiling(host, level, name);
    if (wanted !== undefined && wanted > most) {
      const remedy = level === "development" ? "" : " or raise the security level of the script";
      throw new Fault(
        "bad_request",
        `limits.${name}: ${wanted} is more than the security level "${level}" allows (${most}). Set ${most} or less${remedy}.`,
      );
    }
  }
  return parsed.data;
}

function ceiling(host: Host, level: SecurityLevel, name: keyof Limits): number {
  // Limits without a ceiling of their own (logs, sizes) end where the schema ends.
  const most = ceilings[level][name] ?? schemaMaximum(name);
  return Math.max(most, host.limits[name]);
}

function schemaMaximum(name: keyof Limits): number {
  return limitsSchema.shape[name].maxValue ?? Number.POSITIVE_INFINITY;
}
