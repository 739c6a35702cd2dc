import {
  Fault,
  newId,
  type Realm,
  type Secret,
  type SecretPlace,
  type SecretVersion,
  secretBounds,
  secretValueProblem,
} from "@scriptyard/model";
import type { SecretUse } from "@scriptyard/store";
import type { Actor } from "../actor.ts";
import { noteChange } from "../changes.ts";
import { installationKey, type KeyPorts } from "../keys/installation-key.ts";
import { seal } from "../keys/seal.ts";
import type { RunnerLog } from "../options.ts";
import { reportOfRealm } from "../policy/realm-event.ts";
import type { SecurityLog } from "../policy/security-log.ts";
import { requireRoom } from "../quotas/require-room.ts";
import type { Catalog } from "../texts/catalog/catalog.ts";
import type { Registry } from "../texts/registry/registry.ts";
import { callsWithoutSecrets, type KeepCalls } from "./kept-calls.ts";
import { secretUsesOf } from "./uses.ts";
import { sealName } from "./vault.ts";

/** Passwords and keys that a realm's scripts use. People set and remove them; nobody reads one. */
export type Secrets = {
  /** Without values, by name; and names that live scripts ask for and the realm does not have. */
  list(realm: string): Promise<{ items: Secret[]; missing: MissingSecret[] }>;
  /** Their names alone, for editors. */
  names(realm: string): Promise<SecretPlace[]>;
  /**
   * Sets a value: a new secret, or the next version of one, which every run that begins or wakes from now on is handed.
   *
   * @param input.basedOn the version that whoever sets it has seen, null where there was none; left out, whatever there is
   * @throws Fault `bad_request` for what cannot be a value; `conflict` when somebody was faster; `too_large`
   */
  set(
    input: SecretPlace & { realm: string; value: string; basedOn?: number | null },
    actor: Actor,
  ): Promise<SetSecret>;
  /**
   * Removes a secret with all of its versions.
   *
   * @param input.over also while live scripts name it
   * @throws Fault `not_found`; `conflict` naming the scripts that use it
   */
  remove(input: SecretPlace & { realm: string; over: boolean }, actor: Actor): Promise<void>;
  /** What samples of a realm may keep of what they answer calls. See `callsWithoutSecrets`. */
  keepingCalls(realmId: Realm["id"]): Promise<KeepCalls>;
};

export type MissingSecret = { name: string; usedBy: string[] };
export type SetSecret = SecretPlace & { version: number };

export type SecretsPorts = KeyPorts & {
  clock: () => number;
  catalog: Catalog;
  registry: Registry;
  log: RunnerLog;
  security: SecurityLog;
};

export function createSecrets(ports: SecretsPorts): Secrets {
  const { store, catalog } = ports;
  return {
    async list(name) {
      const realm = await catalog.anyRealm(name);
      const [versions, uses] = await Promise.all([store.secrets.list(realm.id), secretUsesOf(ports, realm)]);
      return { items: secretsOf(versions, uses), missing: missingOf(versions, uses) };
    },
    async names(name) {
      const realm = await catalog.anyRealm(name);
      const places = (await store.secrets.list(realm.id)).map(({ name, script }) => ({ name, script }));
      return places.filter((place, at) => places.findIndex(isAt(place)) === at);
    },
    async set({ realm: realmName, name, script, value, basedOn }, actor) {
      const realm = await catalog.realm(realmName);
      const problem = secretValueProblem(value);
      if (problem !== null) {
        const message = `The value ${problem}.`;
        throw new Fault("bad_request", message, { details: { issues: [{ path: "value", message }] } });
      }
      const known = await store.secrets.list(realm.id);
      const newest = known.find(isAt({ name, script }))?.version ?? null;
      if (newest === null) {
        const used = new Set(known.map(placeText)).size;
        requireRoom({ secrets: { used, adding: 1 } });
      }
      const base = basedOn === undefined ? newest : basedOn;
      const now = ports.clock();
      const key = await installationKey(ports);
      const { version } = await store.secrets.put(
        {
          id: newId("sct", now),
          realmId: realm.id,
          name,
          script,
          sealed: seal(key, sealName(realm.id, { name, script }, (base ?? 0) + 1), value, ports.random)
            .sealed,
          createdBy: actor.userId,
          createdAt: now,
        },
        { versions: secretBounds.versions, basedOn: base },
      );
      const act = version === 1 ? "secret.set" : "secret.rotate";
      noteChange(ports, actor, act, { realmId: realm.id, subject: shownPlace({ name, script }) });
      const message =
        version === 1
          ? `The secret ${shownPlace({ name, script })} was set.`
          : `The secret ${shownPlace({ name, script })} was rotated: version ${version} is in use.`;
      report(ports, realm, { name, script }, message, actor);
      return { name, script, version };
    },
    async remove({ realm: realmName, name, script, over }, actor) {
      const realm = await catalog.realm(realmName);
      const versions = await store.secrets.list(realm.id);
      if (!versions.some(isAt({ name, script })))
        throw new Fault("not_found", `There is no secret ${shownPlace({ name, script })} in this realm.`);
      const users = usersOf({ name, script }, versions, await secretUsesOf(ports, realm));
      if (users.length > 0 && !over)
        throw new Fault(
          "conflict",
          `${users.slice(0, 5).join(", ")}${users.length > 5 ? ` and ${users.length - 5} more` : ""} ${users.length === 1 ? "uses" : "use"} the secret "${name}": without it their runs fail. Publish them without it first, or remove it all the same.`,
        );
      if (!(await store.secrets.remove(realm.id, { name, script })))
        throw new Fault("not_found", `The secret ${shownPlace({ name, script })} was removed meanwhile.`);
      noteChange(ports, actor, "secret.remove", { realmId: realm.id, subject: shownPlace({ name, script }) });
      const message = `The secret ${shownPlace({ name, script })} was removed.`;
      report(ports, realm, { name, script }, message, actor);
    },
    keepingCalls: (realmId) => callsWithoutSecrets(ports, realmId),
  };
}

function report(
  ports: Pick<SecretsPorts, "security">,
  realm: Realm,
  { name, script }: SecretPlace,
  message: string,
  actor: Actor,
): void {
  reportOfRealm(ports, { realmId: realm.id, kind: "secret", subject: name, message, script }, actor);
}

const isAt = (place: SecretPlace) => (one: SecretPlace) =>
  one.name === place.name && one.script === place.script;

const placeText = ({ name, script }: SecretPlace): string => `${name} ${script ?? ""}`;

/** `stripe`, or `stripe of shop/pay`. */
const shownPlace = ({ name, script }: SecretPlace): string =>
  script === null ? name : `${name} of ${script}`;

function secretsOf(versions: readonly SecretVersion[], uses: readonly SecretUse[]): Secret[] {
  const items = new Map<string, Secret>();
  for (const { name, script, version, createdBy, createdAt, lastUsedAt } of versions) {
    const known = items.get(placeText({ name, script }));
    const one = { version, createdBy, createdAt, lastUsedAt };
    if (known) {
      known.versions.push(one);
      if ((lastUsedAt ?? 0) > (known.lastUsedAt ?? 0)) known.lastUsedAt = lastUsedAt;
      continue;
    }
    const usedBy = usersOf({ name, script }, versions, uses);
    items.set(placeText({ name, script }), {
      name,
      script,
      version,
      createdAt,
      lastUsedAt,
      versions: [one],
      usedBy,
    });
  }
  return [...items.values()];
}

/** Live scripts that are handed this one where they say its name. */
function usersOf(
  { name, script }: SecretPlace,
  versions: readonly SecretPlace[],
  uses: readonly SecretUse[],
): string[] {
  return uses
    .filter((use) => use.secrets.includes(name))
    .map((use) => `${use.module}/${use.name}`)
    .filter((user) => (script === null ? !versions.some(isAt({ name, script: user })) : user === script));
}

function missingOf(versions: readonly SecretPlace[], uses: readonly SecretUse[]): MissingSecret[] {
  const missing = new Map<string, string[]>();
  for (const { module, name: script, secrets } of uses)
    for (const name of secrets) {
      const user = `${module}/${script}`;
      if (versions.some((one) => one.name === name && (one.script === null || one.script === user))) continue;
      missing.set(name, [...(missing.get(name) ?? []), user]);
    }
  return [...missing].map(([name, usedBy]) => ({ name, usedBy }));
}
