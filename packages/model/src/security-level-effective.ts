import type { SecurityLevel } from "./entities/common.ts";
import { type AllLimits, type Limits, type PartialLimits, wallLimitMs } from "./limits.ts";
import { type LevelDefinition, matchesLibrary, maximumLimits } from "./security-level.ts";
import type { PolicyRule } from "./security-level-policy.ts";

/** A host's capabilities, as far as levels need to know. */
export type HostCapabilities = {
  /** Those of the sandbox itself, such as `random`: no level takes them away. */
  always: readonly string[];
  /** Those that the host's functions need. */
  all: readonly string[];
  /** Of them, those that a level has only by its name: neither its base nor `"all"` brings them. */
  named?: readonly string[];
  /** Those it opens to a built-in level. */
  of: (level: SecurityLevel) => readonly string[];
};

export type PolicyInput = {
  /** The host's limits: what a script has that asks for nothing else. */
  defaults: Limits;
  /** The script's own settings. */
  asked: PartialLimits;
  /** Caps that do not come from a level: of the hook, of the trigger. `by` names them in messages. */
  caps: readonly { by: string; limits: PartialLimits }[];
  /** The script's level and those that rules hold it to. All of them hold. */
  levels: readonly LevelDefinition[];
  /** Which rules those are. */
  held: readonly HeldTo[];
  host: HostCapabilities;
};

/** A rule that matched, and the level it holds to. */
export type HeldTo = { level: string; rule: PolicyRule };

/** What one run may do. */
export type EffectivePolicy = {
  /** Names of the levels that hold, the script's own first. */
  levels: readonly string[];
  /** Rules of the realm's policy that matched: why there is more than one level, for people. */
  held: readonly HeldTo[];
  limits: AllLimits;
  /** What the script, or its module, asked for. */
  asked: PartialLimits;
  /** The most that the script could ask for. */
  most: AllLimits;
  /** What the script asked for and does not get. */
  narrowed: readonly NarrowedLimit[];
  /** In the host's order. */
  capabilities: readonly string[];
  /** The host's other capabilities, each with the first level that refuses it. */
  refused: readonly { capability: string; by: string }[];
  /** Lists of libraries that all have to let a library in; none = every library. */
  libraries: readonly { by: string; names: readonly string[] }[];
};

export type NarrowedLimit = { name: keyof Limits; asked: number; allowed: number; by: string };

/**
 * Host ∧ script ∧ levels: always the narrowest. Pure; no result is wider than any of the inputs, and narrowing an
 * input never widens a result (both property-tested).
 *
 * @example effectivePolicy({ defaults: host.limits, asked: { timeoutMs: 200 }, caps: [], levels: [production], held: [], host: capabilities })
 */
export function effectivePolicy({ defaults, asked, caps, levels, held, host }: PolicyInput): EffectivePolicy {
  const limits = { ...defaults, wallMs: 0 };
  const most = { ...maximumLimits };
  const narrowed: NarrowedLimit[] = [];
  const all = [...caps, ...levels.map((level) => ({ by: level.name, limits: level.limits }))];
  for (const name of limitNames) {
    const { value, by } = narrowest(all, name);
    const wish = asked[name];
    most[name] = value;
    // The limit on the clock follows the processor's, which comes before it.
    limits[name] = Math.min(wish ?? defaults[name] ?? wallLimitMs({ timeoutMs: limits.timeoutMs }), value);
    if (wish !== undefined && wish > value) narrowed.push({ name, asked: wish, allowed: value, by });
  }
  const refused = host.all.flatMap((capability) => {
    const by = levels.find((level) => !grants(level, capability, host));
    return by === undefined ? [] : [{ capability, by: by.name }];
  });
  const gone = new Set(refused.map(({ capability }) => capability));
  return {
    levels: [...new Set(levels.map((level) => level.name))],
    held,
    limits,
    asked,
    most,
    narrowed,
    capabilities: [...host.always, ...host.all.filter((capability) => !gone.has(capability))],
    refused,
    libraries: levels.flatMap(({ name, libraries }) =>
      libraries === "all" ? [] : [{ by: name, names: libraries }],
    ),
  };
}

/** Whether a level gives a capability of the host. */
export function grants(level: LevelDefinition, capability: string, host: HostCapabilities): boolean {
  if (level.deny.includes(capability)) return false;
  if (level.grant.includes(capability)) return true;
  if (Array.isArray(level.capabilities)) return level.capabilities.includes(capability);
  if (host.named?.includes(capability)) return false;
  return level.capabilities === "all" || host.of(level.base).includes(capability);
}

/** The level that keeps a library out, or null when it may be imported. */
export function refusesLibrary(policy: Pick<EffectivePolicy, "libraries">, specifier: string): string | null {
  return policy.libraries.find(({ names }) => !matchesLibrary(names, specifier))?.by ?? null;
}

const limitNames = Object.keys(maximumLimits) as (keyof Limits)[];

/** The smallest cap of a limit and whose it is; where none is smaller, the schema's end. */
function narrowest(caps: PolicyInput["caps"], name: keyof Limits): { value: number; by: string } {
  let found = { value: maximumLimits[name], by: "Scriptyard" };
  for (const { by, limits } of caps) {
    const value = limits[name];
    if (value !== undefined && value < found.value) found = { value, by };
  }
  return found;
}
