import { z } from "zod";
import { executionTrigger } from "./entities/execution.ts";
import { httpRuleSchema } from "./http/http-rules.ts";
import { prose } from "./label.ts";
import { slug, specifierSchema } from "./names.ts";
import { withoutUndefined } from "./objects.ts";
import {
  builtInLevels,
  inheritedLevel,
  isBuiltInLevel,
  type LevelChange,
  type LevelDefinition,
  levelChangeSchema,
  levelName,
} from "./security-level.ts";

/** Holds every script it matches to a level. All the fields it has must match; several rules hold together. */
export const policyRuleSchema = z
  .strictObject({
    /** How the run was started. */
    /** A walk of *Try it* is held to what it stands in for. */
    trigger: executionTrigger.exclude(["trial"]).optional(),
    /** Scripts of this flow's nodes. */
    flow: slug.optional(),
    /** One script, e.g. `login/risk-check`. */
    script: specifierSchema.optional(),
    level: levelName,
  })
  .refine((rule) => rule.trigger !== undefined || rule.flow !== undefined || rule.script !== undefined, {
    error: "says for nothing: name a trigger, a flow or a script",
  });
export type PolicyRule = z.infer<typeof policyRuleSchema>;

/**
 * Whom a rule holds, for messages.
 *
 * @example wordsOfRule({ flow: "login", trigger: "flow", level: "safe" }) // 'the scripts of the flow "login" started by flow'
 */
export function wordsOfRule({ script, flow, trigger }: PolicyRule): string {
  const of = flow === undefined ? "every script" : `the scripts of the flow "${flow}"`;
  return `${script ?? of}${trigger === undefined ? "" : ` started by ${trigger}`}`;
}

/** Why a level holds that the script did not choose, to add to a sentence; empty where it did. */
export function becauseOf(
  { held }: { held: readonly { level: string; rule: PolicyRule }[] },
  level: string,
): string {
  const rule = held.find((one) => one.level === level)?.rule;
  return rule === undefined ? "" : `; a rule holds ${wordsOfRule(rule)} to it`;
}

const levelChanges = z
  .record(levelName, levelChangeSchema)
  .refine((levels) => Object.keys(levels).length <= 50, { error: "has more than 50 levels" });

/**
 * What a realm says about security levels. `null` in the store stands for `emptyPolicy`.
 *
 * @example { defaultLevel: "production", rules: [{ flow: "login", level: "safe" }], levels: { safe: { limits: { timeoutMs: 50 } } } }
 */
export const realmPolicySchema = z.strictObject({
  /** Level of scripts whose settings name none. */
  defaultLevel: levelName,
  rules: z.array(policyRuleSchema).max(200),
  /** Changes to the built-in levels, and levels of the realm's own. */
  levels: levelChanges,
  /** Hosts that scripts may call with `fetch`; none where it is left out. */
  http: z.array(httpRuleSchema).max(200).optional(),
});
export type RealmPolicy = z.infer<typeof realmPolicySchema>;

/** A policy as somebody sends it: with descriptions that show. What is stored may be older than that rule. */
export const policyInputSchema = realmPolicySchema.extend({
  levels: levelChanges.pipe(
    z.record(levelName, levelChangeSchema.extend({ description: prose(200).optional() })),
  ),
});

/** The file of an installation (`SCRIPTYARD_POLICY`): changes that hold in every realm, before the realm's own. */
export const policyFileSchema = z.strictObject({ levels: levelChanges });
export type PolicyFile = z.infer<typeof policyFileSchema>;

export const emptyPolicy: RealmPolicy = { defaultLevel: "production", rules: [], levels: {} };

export type PolicyIssue = { path: string; message: string };

/** The levels there are after changes, the earlier ones first. A name that is new needs `extends`; without it, it starts from `safe`. */
export function resolveLevels(
  ...changes: readonly { readonly [name: string]: LevelChange }[]
): ReadonlyMap<string, LevelDefinition> {
  const levels = new Map<string, LevelDefinition>(Object.entries(builtInLevels));
  for (const layer of changes)
    for (const [name, change] of Object.entries(layer)) levels.set(name, applied(levels, name, change));
  return levels;
}

/** Problems that a schema cannot see, by path: names of levels and capabilities that do not exist. */
export function checkLevels(
  levels: { readonly [name: string]: LevelChange },
  knownLevels: ReadonlyMap<string, LevelDefinition>,
  knownCapabilities: readonly string[],
): PolicyIssue[] {
  const issues: PolicyIssue[] = [];
  for (const [name, change] of Object.entries(levels)) {
    const at = `levels.${name}`;
    if (name === inheritedLevel)
      issues.push({
        path: at,
        message: `"${inheritedLevel}" means the realm's default; choose another name`,
      });
    else if (change.extends === undefined && !knownLevels.has(name))
      issues.push({
        path: `${at}.extends`,
        message: "a new level starts from safe, production or development; say which",
      });
    else if (change.extends !== undefined && isBuiltInLevel(name) && change.extends !== name)
      issues.push({ path: `${at}.extends`, message: `"${name}" is built in; only new levels extend one` });
    for (const field of ["capabilities", "grant", "deny"] as const) {
      const given = change[field];
      if (typeof given !== "object") continue;
      for (const [index, capability] of given.entries())
        if (!knownCapabilities.includes(capability))
          issues.push({
            path: `${at}.${field}.${index}`,
            message: `no host function needs "${capability}". Capabilities: ${knownCapabilities.join(", ")}`,
          });
    }
  }
  return issues;
}

/** Everything about a realm's policy that its schema cannot see. */
export function checkPolicy(
  policy: RealmPolicy,
  installed: ReadonlyMap<string, LevelDefinition>,
  knownCapabilities: readonly string[],
): PolicyIssue[] {
  const names = [...new Set([...installed.keys(), ...Object.keys(policy.levels)])];
  const unknown = (name: string) => `there is no level "${name}". Levels: ${names.join(", ")}`;
  return [
    ...(names.includes(policy.defaultLevel)
      ? []
      : [{ path: "defaultLevel", message: unknown(policy.defaultLevel) }]),
    ...policy.rules.flatMap((rule, index) =>
      names.includes(rule.level) ? [] : [{ path: `rules.${index}.level`, message: unknown(rule.level) }],
    ),
    ...checkLevels(policy.levels, installed, knownCapabilities),
  ];
}

function applied(
  levels: ReadonlyMap<string, LevelDefinition>,
  name: string,
  change: LevelChange,
): LevelDefinition {
  const from = levels.get(name) ?? levels.get(change.extends ?? "safe") ?? builtInLevels.safe;
  const { description, limits, capabilities, grant, deny, libraries } = change;
  return {
    name,
    base: from.base,
    description: description ?? from.description,
    limits: { ...from.limits, ...withoutUndefined(limits ?? {}) },
    capabilities: capabilities ?? from.capabilities,
    // "Exactly these" starts over; otherwise what an earlier layer took away can be given back, and the reverse.
    grant: capabilities === undefined ? union(without(from.grant, deny), grant) : (grant ?? []),
    deny: capabilities === undefined ? union(without(from.deny, grant), deny) : (deny ?? []),
    libraries: libraries ?? from.libraries,
  };
}

const without = (names: readonly string[], gone: readonly string[] = []) =>
  names.filter((name) => !gone.includes(name));
const union = (names: readonly string[], more: readonly string[] = []) => [...new Set([...names, ...more])];
