import type { Host } from "@scriptyard/host-kit";
import type {
  EffectivePolicy,
  LevelDefinition,
  PartialLimits,
  PolicyRule,
  Realm,
  Script,
} from "@scriptyard/model";
import {
  builtInLevels,
  effectivePolicy,
  emptyPolicy,
  inheritedLevel,
  resolveLevels,
} from "@scriptyard/model";
import { installation, moduleLimits } from "../engine/limits.ts";
import type { HostRegistry } from "../texts/catalog/host-registry.ts";
import { hostCapabilities } from "./host-capabilities.ts";
import type { PolicyFileHandle, PolicyFileState } from "./policy-file.ts";
import type { Starts } from "./starts.ts";

/** Whose policy is asked for. */
export type PolicySubject = Pick<Script, "module" | "name"> & {
  hook: string | null;
  /** The script's or version's own settings. */
  limits: PartialLimits;
  securityLevel: string;
  starts: Starts;
};

/** What runs may do, by realm. It keeps nothing that a changed policy would leave stale. */
export interface Policies extends Disposable {
  /** Levels every realm starts from: the built-in ones with the installation's changes. */
  installed(): ReadonlyMap<string, LevelDefinition>;
  /** Levels there are in a realm. */
  levels(realm: Realm): ReadonlyMap<string, LevelDefinition>;
  /** What one script may do. */
  of(realm: Realm, subject: PolicySubject): EffectivePolicy;
  /** The hosts were exchanged: what their capabilities and limits led to is worked out anew. */
  forget(): void;
  /** State of the installation's file; null without one. */
  file(): PolicyFileState | null;
}

/** Somebody waits in front of a flow's node. */
const flowCap = { by: "a flow's node", limits: { timeoutMs: 200 } } as const;

/**
 * @param file the installation's changes, read anew when the file changes
 * @param most what no run of this installation may exceed
 */
export function createPolicies(
  hosts: HostRegistry,
  file: PolicyFileHandle | null,
  most: PartialLimits = {},
): Policies {
  let known = new WeakMap<Realm, Known>();
  const forget = () => {
    known = new WeakMap();
  };
  const forgetful = file?.onChange(forget);

  function knownOf(realm: Realm): Known {
    let found = known.get(realm);
    if (found === undefined) {
      const levels = resolveLevels(file?.levels() ?? {}, realm.policy?.levels ?? {});
      found = { levels, answers: new Map() };
      known.set(realm, found);
    }
    return found;
  }

  return {
    installed: () => resolveLevels(file?.levels() ?? {}),
    levels: (realm) => knownOf(realm).levels,
    of(realm, subject) {
      const { levels, answers } = knownOf(realm);
      const key = JSON.stringify(subject, subjectFields);
      let answer = answers.get(key);
      if (answer === undefined) {
        answer = decide(hosts.byId(realm.hostId), realm, levels, subject, most);
        answers.set(key, answer);
      }
      return answer;
    },
    forget,
    file: () => file?.state() ?? null,
    [Symbol.dispose]() {
      forgetful?.();
      file?.[Symbol.dispose]();
    },
  };
}

type Known = { levels: ReadonlyMap<string, LevelDefinition>; answers: Map<string, EffectivePolicy> };

function decide(
  host: Host,
  realm: Realm,
  levels: ReadonlyMap<string, LevelDefinition>,
  subject: PolicySubject,
  most: PartialLimits,
): EffectivePolicy {
  const { defaultLevel, rules } = realm.policy ?? emptyPolicy;
  const own = subject.securityLevel === inheritedLevel ? defaultLevel : subject.securityLevel;
  const held = rules.filter((rule) => applies(rule, subject)).map((rule) => ({ level: rule.level, rule }));
  const names = [own, ...held.map(({ level }) => level)];
  const hook = host.hooks.find((known) => known.name === subject.hook);
  return effectivePolicy({
    defaults: host.limits,
    // What its module says about all of its scripts comes before the script's own.
    asked: { ...moduleLimits(host, subject.module), ...subject.limits },
    caps: [
      { by: installation, limits: most },
      ...(hook?.limits === undefined ? [] : [{ by: `the hook ${hook.name}`, limits: hook.limits }]),
      ...(subject.starts.includes("flow") ? [flowCap] : []),
    ],
    // A level that was removed while a version still names it: the narrowest, never the widest.
    levels: [...new Set(names)].map((name) => levels.get(name) ?? levels.get("safe") ?? builtInLevels.safe),
    held,
    host: hostCapabilities(host),
  });
}

function applies(rule: PolicyRule, { module, name, starts }: PolicySubject): boolean {
  if (rule.trigger !== undefined && !starts.includes(rule.trigger)) return false;
  // A flow's nodes live in the module named after the flow.
  if (rule.flow !== undefined && rule.flow !== module) return false;
  return rule.script === undefined || rule.script === `${module}/${name}`;
}

/** Everything `decide` reads of a subject, and nothing else a caller's object may carry. */
const subjectFields = [
  "module",
  "name",
  "hook",
  "limits",
  "securityLevel",
  "starts",
  ...Object.keys(builtInLevels.safe.limits),
];
