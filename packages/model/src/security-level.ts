import { z } from "zod";
import { type SecurityLevel, securityLevel } from "./entities/common.ts";
import { type AllLimits, limitRanges, limitsSchema } from "./limits.ts";
import { libraryPatternSchema, slug } from "./names.ts";

/** Name of a security level: one of the three built-in ones, or one that a realm's policy adds. */
export const levelName = slug;

/** What a script's settings say when it takes the level that its realm's policy gives to every script. */
export const inheritedLevel = "default";

/**
 * What scripts under a level may do at most, as data.
 *
 * - `limits`: no run may exceed any of them, whatever the script or the host asks for.
 * - `capabilities`: `"host"` = those the host opens to the built-in level `base`, `"all"` = every one the host has, or
 *   exactly these; then `grant` adds and `deny` removes. A denied capability is denied, also when it is granted.
 * - `libraries`: `"all"`, or names (`shared/dates`) and whole modules (`shared/*`).
 */
export type LevelDefinition = {
  name: string;
  base: SecurityLevel;
  description: string;
  limits: AllLimits;
  capabilities: "host" | "all" | readonly string[];
  grant: readonly string[];
  deny: readonly string[];
  libraries: "all" | readonly string[];
};

/** The most that any limit can be set to. */
export const maximumLimits = Object.fromEntries(
  Object.entries(limitRanges).map(([name, { max }]) => [name, max]),
) as AllLimits;

/** The built-in levels, narrowest first. To add a limit, a capability rule or a level, this is the only table. */
export const builtInLevels: Readonly<Record<SecurityLevel, LevelDefinition>> = {
  safe: level("safe", "Pure decisions: no effects that reach other systems.", {
    limits: { timeoutMs: 200, memoryLimitBytes: 10_000_000, operationLimit: 50_000_000, waitMs: 10_000 },
  }),
  production: level("production", "What live scripts normally need.", {
    limits: { timeoutMs: 1_000, memoryLimitBytes: 32_000_000, operationLimit: 500_000_000, waitMs: 30_000 },
  }),
  development: level("development", "Everything the host has, for trying things out.", {
    capabilities: "all",
  }),
};

export const isBuiltInLevel = (name: string): name is SecurityLevel => securityLevel.safeParse(name).success;

const capabilityName = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]*(\.[a-zA-Z0-9-]+)*$/, 'write a capability such as "publish"')
  .max(100);

/** What a policy says about one level; what it leaves out stays as it was. */
export const levelChangeSchema = z.strictObject({
  /** For a level of its own name: the built-in level it starts from. */
  extends: securityLevel.optional(),
  description: z.string().trim().max(200).optional(),
  limits: z.strictObject(limitsSchema.partial().shape).optional(),
  capabilities: z.union([z.enum(["host", "all"]), z.array(capabilityName).max(200)]).optional(),
  /** Capabilities added to them. */
  grant: z.array(capabilityName).max(200).optional(),
  /** Capabilities taken away; stronger than `grant`. */
  deny: z.array(capabilityName).max(200).optional(),
  libraries: z.union([z.literal("all"), z.array(libraryPatternSchema).max(500)]).optional(),
});
export type LevelChange = z.infer<typeof levelChangeSchema>;

/** Whether a level's list of libraries lets a specifier such as `shared/dates` in. */
export function matchesLibrary(libraries: LevelDefinition["libraries"], specifier: string): boolean {
  if (libraries === "all") return true;
  const module = `${specifier.split("/", 1)[0]}/*`;
  return libraries.includes(specifier) || libraries.includes(module);
}

function level(
  name: SecurityLevel,
  description: string,
  own: Partial<Pick<LevelDefinition, "capabilities">> & { limits?: Partial<AllLimits> },
): LevelDefinition {
  return {
    name,
    base: name,
    description,
    capabilities: own.capabilities ?? "host",
    grant: [],
    deny: [],
    libraries: "all",
    limits: { ...maximumLimits, ...own.limits },
  };
}
