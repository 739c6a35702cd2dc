import type { EffectivePolicy, LevelDefinition, Realm, RealmPolicy } from "@scriptyard/model";
import { builtInLevels, emptyPolicy, grants, isBuiltInLevel } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import { hostCapabilities } from "../../policy/host-capabilities.ts";
import type { Policies } from "../../policy/policies.ts";
import type { PolicyFileState } from "../../policy/policy-file.ts";
import { productionStarts } from "../../policy/starts.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import { policyRevision } from "./policy-revision.ts";

/** A level as it holds in a realm. */
export type LevelView = LevelDefinition & {
  builtIn: boolean;
  /** The realm's policy says something about it. */
  changed: boolean;
  /** Capabilities of the realm's host that it gives. */
  granted: string[];
  /** What it would be without the realm's own change. */
  inherited: Pick<LevelDefinition, "description" | "limits" | "libraries"> & { granted: string[] };
};

/** A realm's policy with everything needed to read and change it. */
export type PolicyView = {
  policy: RealmPolicy;
  /** Of the policy: another one as soon as somebody saved another. */
  revision: string;
  levels: LevelView[];
  /** Capabilities of the host, and the functions that need them. */
  capabilities: { name: string; functions: string[] }[];
  /** Names that rules and lists of libraries can use. */
  scripts: string[];
  libraries: string[];
  flows: string[];
  /** The installation's own file; null without one. */
  file: PolicyFileState | null;
};

/** What a script may do in production, and which of its wishes its levels do not grant. */
export type ScriptPolicy = {
  policy: EffectivePolicy;
  /** Names its settings can choose, the realm's default first. */
  choices: { name: string; description: string }[];
  defaultLevel: string;
};

export type PolicyViewPorts = {
  store: Store;
  hosts: HostRegistry;
  catalog: Catalog;
  policies: Policies;
};

export async function policyView(ports: PolicyViewPorts, name: string): Promise<PolicyView> {
  const realm = await ports.catalog.anyRealm(name);
  const host = ports.hosts.byId(realm.hostId);
  const known = hostCapabilities(host);
  const [names, flows] = await Promise.all([
    ports.store.scripts.realmNames(realm.id),
    ports.store.flows.list(realm.id),
  ]);
  const policy = realm.policy ?? emptyPolicy;
  const installed = ports.policies.installed();
  const granted = (level: LevelDefinition) =>
    known.all.filter((capability) => grants(level, capability, known));
  return {
    policy,
    revision: policyRevision(realm),
    levels: [...ports.policies.levels(realm).values()].map((level) => {
      const before = installed.get(level.name) ?? installed.get(level.base) ?? builtInLevels[level.base];
      const { description, limits, libraries } = before;
      return {
        ...level,
        builtIn: isBuiltInLevel(level.name),
        changed: Object.hasOwn(policy.levels, level.name),
        granted: granted(level),
        inherited: { description, limits, libraries, granted: granted(before) },
      };
    }),
    capabilities: known.all.map((capability) => ({
      name: capability,
      functions: host.functions.filter((fn) => fn.capability === capability).map((fn) => fn.name),
    })),
    ...names,
    flows: flows.map((flow) => flow.name),
    file: ports.policies.file(),
  };
}

export async function scriptPolicy(ports: PolicyViewPorts, scriptId: string): Promise<ScriptPolicy> {
  const script = await ports.catalog.scriptById(scriptId);
  const realm: Realm = await ports.catalog.anyRealmById(script.realmId);
  return {
    policy: ports.policies.of(realm, { ...script, starts: await productionStarts(ports, realm, script) }),
    choices: [...ports.policies.levels(realm).values()].map(({ name, description }) => ({
      name,
      description,
    })),
    defaultLevel: (realm.policy ?? emptyPolicy).defaultLevel,
  };
}
