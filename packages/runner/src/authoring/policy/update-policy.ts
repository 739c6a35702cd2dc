import type { Realm, RealmPolicy } from "@scriptyard/model";
import { checkPolicy, emptyPolicy, Fault, realmPolicySchema, zodWords } from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { noteChange } from "../../changes.ts";
import type { EventHub } from "../../events/hub.ts";
import type { RunnerLog } from "../../options.ts";
import { hostCapabilities } from "../../policy/host-capabilities.ts";
import type { Policies } from "../../policy/policies.ts";
import { reportOfRealm } from "../../policy/realm-event.ts";
import type { SecurityLog } from "../../policy/security-log.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import { policyRevision } from "./policy-revision.ts";

export type UpdatePolicyPorts = {
  store: Store;
  hosts: HostRegistry;
  catalog: Catalog;
  policies: Policies;
  security: SecurityLog;
  hub: EventHub;
  log: RunnerLog;
};

/**
 * Changes what a realm says about security levels. It holds from the next execution on; running ones finish as they
 * began.
 *
 * @throws Fault `bad_request` with every problem and its path in `details.issues`; `conflict` when scripts still name a level that would go, or the policy has not the revision `basedOn` any more
 */
export async function updatePolicy(
  ports: UpdatePolicyPorts,
  name: string,
  policy: RealmPolicy,
  actor: Actor,
  basedOn?: string,
): Promise<Realm> {
  const realm = await ports.catalog.realm(name);
  if (basedOn !== undefined && basedOn !== policyRevision(realm)) throw movedOn();
  const parsed = realmPolicySchema.safeParse(policy);
  const issues = parsed.success
    ? checkPolicy(
        parsed.data,
        ports.policies.installed(),
        hostCapabilities(ports.hosts.byId(realm.hostId)).all,
      )
    : parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: zodWords(issue) }));
  if (!parsed.success || issues.length > 0) {
    const lines = issues.slice(0, 5).map((issue) => `${issue.path}: ${issue.message}`);
    throw new Fault("bad_request", `${lines.join("; ")}.`, { details: { issues } });
  }
  await keepUsedLevels(ports, realm, parsed.data);
  // What was read is written over only while it is what the store has: somebody else may be as far as this.
  const readPolicy = basedOn === undefined ? undefined : (realm.policy ?? null);
  const updated = await ports.store.realms.update(realm.id, { policy: parsed.data }, readPolicy);
  const subject = reportPolicy(ports, realm, parsed.data, actor);
  noteChange(ports, actor, "realm.policy", { realmId: realm.id, subject: realm.name, fields: subject });
  ports.hub.publish({ type: "policy", realmId: realm.id });
  return updated;
}

const movedOn = () =>
  new Fault(
    "conflict",
    "Somebody changed the policy meanwhile. Nothing of yours was saved: look at it, then save again.",
  );

/**
 * Tells the security event of a realm whose policy is another one now.
 *
 * @param realm as it was before
 * @returns which parts differ
 */
export function reportPolicy(
  ports: { security: SecurityLog },
  realm: Realm,
  policy: RealmPolicy,
  actor: Actor,
): string[] {
  const subject = changes(realm.policy ?? emptyPolicy, policy);
  if (subject.length > 0)
    reportOfRealm(
      ports,
      {
        realmId: realm.id,
        kind: "policy",
        subject: subject.join(", "),
        message: `The policy was changed: ${subject.join(", ")}.`,
      },
      actor,
    );
  return subject;
}

/** A script whose level is gone would run under `safe`, and nobody would know why. */
export async function keepUsedLevels(
  ports: { store: Store; policies: Policies },
  realm: Realm,
  next: RealmPolicy,
): Promise<void> {
  const gone = Object.keys(realm.policy?.levels ?? {}).filter(
    (name) => !Object.hasOwn(next.levels, name) && !ports.policies.installed().has(name),
  );
  if (gone.length === 0) return;
  const [used] = await ports.store.scripts.levelUse(realm.id, { levels: gone, limit: 5 });
  if (used === undefined) return;
  const { level, count, first } = used;
  throw new Fault(
    "conflict",
    `levels.${level}: ${count === 1 ? "a script has" : `${count} scripts have`} this level: ${first.join(", ")}. Give them another one first.`,
  );
}

/** `defaultLevel`, `rules`, `levels.safe` …: which parts differ. */
function changes(before: RealmPolicy, after: RealmPolicy): string[] {
  const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);
  const names = [...new Set([...Object.keys(before.levels), ...Object.keys(after.levels)])];
  const own = ({ levels }: RealmPolicy, name: string) =>
    Object.hasOwn(levels, name) ? levels[name] : undefined;
  return [
    ...(differs(before.defaultLevel, after.defaultLevel) ? ["defaultLevel"] : []),
    ...(differs(before.rules, after.rules) ? ["rules"] : []),
    ...(differs(before.http ?? [], after.http ?? []) ? ["http"] : []),
    ...names.filter((name) => differs(own(before, name), own(after, name))).map((name) => `levels.${name}`),
  ];
}
