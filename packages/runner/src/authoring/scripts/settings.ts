import { isDeepStrictEqual } from "node:util";
import type { Realm, Script, SettingsChange } from "@scriptyard/model";
import {
  Fault,
  inheritedLevel,
  isTimeZone,
  label,
  realmSchema,
  withLimits,
  withoutUndefined,
} from "@scriptyard/model";
import type { Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { fieldsOf, noteChange } from "../../changes.ts";
import { checkLimits } from "../../engine/limits.ts";
import { payerOf } from "../../engine/payer.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { EventHub } from "../../events/hub.ts";
import type { RunnerLog } from "../../options.ts";
import type { Policies } from "../../policy/policies.ts";
import { reportOfRealm } from "../../policy/realm-event.ts";
import type { SecurityLog } from "../../policy/security-log.ts";
import { productionStarts } from "../../policy/starts.ts";
import { showRealm } from "../../realms/tell.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";

export type SettingsPorts = {
  store: Store;
  clock: () => number;
  catalog: Catalog;
  hosts: HostRegistry;
  policies: Policies;
  security: SecurityLog;
  hub: EventHub;
  log: RunnerLog;
};

/**
 * Changes a script's settings. Limits and security level reach production with the next publish, since a version
 * carries those it was published with; previews use them at once. The realm's policy narrows both, at once.
 *
 * @param basedOn what the parts that change were for whoever looked at them; left out where nobody did
 * @throws Fault `bad_request` naming the setting; `conflict` where somebody changed the same part meanwhile
 */
export async function updateSettings(
  ports: SettingsPorts,
  scriptId: string,
  change: SettingsChange,
  actor: Actor,
  basedOn?: SettingsChange,
): Promise<Script> {
  const script = await ports.catalog.scriptById(scriptId);
  const realm = await ports.catalog.realmById(script.realmId);
  const level = change.securityLevel ?? script.securityLevel;
  const levels = ports.policies.levels(realm);
  if (change.securityLevel !== undefined && level !== inheritedLevel && !levels.has(level))
    throw new Fault(
      "bad_request",
      `securityLevel: use one of ${[inheritedLevel, ...levels.keys()].join(", ")}.`,
    );
  if (change.description !== undefined && change.description.length > 500)
    throw new Fault(
      "bad_request",
      `description: has ${change.description.length} characters. Shorten it to 500.`,
    );
  const limits = withLimits(script.limits, change.limits ?? {});
  // Only what is changed is judged: a policy that became narrower must not stop an edit of the description.
  if (change.limits !== undefined || change.securityLevel !== undefined) {
    const starts = await productionStarts(ports, realm, script);
    const judged = change.securityLevel === undefined ? Object.keys(change.limits ?? {}) : null;
    checkLimits(
      limits,
      (own) => ports.policies.of(realm, { ...script, limits: own, securityLevel: level, starts }),
      (name) => judged === null || judged.includes(name),
    );
  }
  const updated = await ports.store.scripts.update(
    script.id,
    { ...change, updatedAt: ports.clock() },
    basedOn,
  );
  ports.catalog.forget();
  const subject = specifierOf(script);
  noteChange(ports, actor, "script.settings", { realmId: realm.id, subject, fields: fieldsOf(change) });
  reportChange(ports, realm, actor, scriptDifferences(script, updated), script);
  return updated;
}

export type RealmChange = Partial<
  Pick<Realm, "title" | "timeZone" | "settingsSchema" | "settings" | "allowedHosts">
>;

/**
 * @param basedOn the revision that whoever changes it looked at; left out where nobody did
 * @throws Fault `bad_request` naming the field: an unknown time zone, a host with a path; `conflict` with the `lastChange` of
 *   whoever was faster
 */
export async function updateRealm(
  ports: SettingsPorts,
  name: string,
  change: RealmChange,
  actor: Actor,
  basedOn?: number,
): Promise<Realm> {
  const realm = await ports.catalog.realm(name);
  const shape = realmSchema
    .pick({ title: true, timeZone: true, settingsSchema: true, settings: true, allowedHosts: true })
    .extend({ title: label(120) })
    .partial();
  const parsed = shape.safeParse(change);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    throw new Fault("bad_request", `${issue.path.join(".")}: ${issue.message}.`, { cause: parsed.error });
  }
  if (change.timeZone !== undefined) checkTimeZone(change.timeZone);
  if (change.settings !== undefined || change.settingsSchema !== undefined) {
    const { settingsSchema, settings } = { ...realm, ...withoutUndefined(change) };
    const { issues } = await ports.hosts.settings.read(
      { schema: settingsSchema, settings, place: null },
      payerOf(realm, actor),
      actor.gone,
    );
    if (issues.length > 0) {
      const { path, message } = issues[0]!;
      throw new Fault("bad_request", `${path}: ${message}.`, { details: { issues } });
    }
  }
  const title = parsed.data.title === undefined ? {} : { title: parsed.data.title };
  const by = { at: ports.clock(), userId: actor.userId, ifRevision: basedOn };
  const updated = await ports.store.realms.change(realm.id, { ...change, ...title }, by);
  if (updated === null) {
    ports.catalog.forget();
    const { lastChange = null } = await ports.catalog.realm(name);
    throw new Fault(
      "conflict",
      "Somebody saved the realm after you opened it. Nothing of yours was saved: look at what is different, then save again.",
      { details: { lastChange } },
    );
  }
  noteChange(ports, actor, "realm.settings", {
    realmId: realm.id,
    subject: realm.name,
    fields: fieldsOf(change),
  });
  showRealm(ports, realm, "changed", actor);
  reportChange(ports, realm, actor, realmDifferences(realm, updated));
  return updated;
}

type Powers = Pick<Script, "limits" | "securityLevel">;

/** What a script may do after a change, for `reportChange`. */
export function scriptDifferences(before: Powers, after: Powers): string[] {
  const level =
    before.securityLevel === after.securityLevel
      ? []
      : [`securityLevel: ${before.securityLevel} → ${after.securityLevel}`];
  return [...level, ...differences("limits", before.limits, after.limits)];
}

type Reach = Pick<Realm, "allowedHosts" | "settingsSchema">;

/** What a realm's scripts may reach and see after a change, for `reportChange`. */
export function realmDifferences(realm: Reach, updated: Reach): string[] {
  const before = realm.allowedHosts.join(", ") || "none";
  const after = updated.allowedHosts.join(", ") || "none";
  return [
    ...(before === after ? [] : [`allowedHosts: ${before} → ${after}`]),
    // It says which settings are shown to scripts, and which of them are masked.
    ...(isDeepStrictEqual(realm.settingsSchema, updated.settingsSchema) ? [] : ["settingsSchema: changed"]),
  ];
}

/** What widens or narrows what scripts may do is kept as long as the policy's own changes, with who did it. */
export function reportChange(
  ports: { security: SecurityLog },
  realm: Realm,
  actor: Actor,
  changes: readonly string[],
  script?: Script,
): void {
  if (changes.length === 0) return;
  const names = changes.map((change) => change.slice(0, change.indexOf(":")));
  const whose = script === undefined ? "the realm" : specifierOf(script);
  reportOfRealm(
    ports,
    {
      realmId: realm.id,
      kind: "policy",
      subject: names.join(", "),
      message: `Settings of ${whose} were changed: ${changes.join("; ")}.`,
      ...(script && { scriptId: script.id, script: whose }),
    },
    actor,
  );
}

function differences(path: string, before: object, after: object): string[] {
  const old = new Map<string, unknown>(Object.entries(before));
  const now = new Map<string, unknown>(Object.entries(after));
  const shown = (value: unknown) => (value === undefined ? "default" : JSON.stringify(value));
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((name) => old.get(name) !== now.get(name))
    .map((name) => `${path}.${name}: ${shown(old.get(name))} → ${shown(now.get(name))}`);
}

function checkTimeZone(timeZone: string): void {
  if (isTimeZone(timeZone)) return;
  throw new Fault(
    "bad_request",
    `timeZone: "${timeZone}" is not an IANA time zone. Write one like "Europe/Vienna".`,
  );
}
