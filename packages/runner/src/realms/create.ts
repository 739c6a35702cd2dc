import type { Host } from "@scriptyard/host-kit";
import type { Payer } from "@scriptyard/languages";
import {
  allowedHostsSchema,
  checkPolicy,
  Fault,
  inheritedLevel,
  isTimeZone,
  label,
  newId,
  type Realm,
  realmPolicySchema,
  type Script,
  slug,
  zodWords,
} from "@scriptyard/model";
import type { NewRealm, RealmContent, Store } from "@scriptyard/store";
import type { z } from "zod";
import type { Actor } from "../actor.ts";
import { sampleOf } from "../authoring/scripts/create.ts";
import type { KeyPorts } from "../keys/installation-key.ts";
import { hostCapabilities } from "../policy/host-capabilities.ts";
import type { Policies } from "../policy/policies.ts";
import { requireRoom } from "../quotas/require-room.ts";
import type { Triggers } from "../starters/triggers/types.ts";
import type { Catalog } from "../texts/catalog/catalog.ts";
import type { HostRegistry } from "../texts/catalog/host-registry.ts";
import { contentOf } from "./copy.ts";
import type { TellPorts } from "./tell.ts";
import { tellRealm } from "./tell.ts";
import type { CreateRealmInput } from "./types.ts";

export type RealmCreatePorts = TellPorts &
  KeyPorts & {
    catalog: Catalog;
    hosts: HostRegistry;
    policies: Policies;
    versionKey: Buffer;
  };

/** A realm with what it begins with, in one transaction. */
export async function createRealm(
  ports: RealmCreatePorts,
  triggers: Pick<Triggers, "seed">,
  input: CreateRealmInput,
  actor: Actor,
): Promise<Realm> {
  const { from = { kind: "empty" } } = input;
  const name = parsed("name", slug, input.name);
  const title = parsed("title", label(120), input.title);
  const source = from.kind === "copy" ? await ports.catalog.anyRealm(from.realm) : null;
  const host = hostFor(ports, input, source);
  await requireFree(ports, name);
  const now = ports.clock();
  const realm: NewRealm = {
    id: newId("rlm", now),
    name,
    title,
    hostId: host.id,
    ...(await partsOf(ports, host, input, { source, actor })),
    createdAt: now,
  };
  const content =
    source !== null
      ? await contentOf(ports, source, realm, actor)
      : from.kind === "defaults"
        ? defaultsOf(host, realm, actor)
        : null;
  const created = await ports.store.realms.create(realm, content);
  const made = source === null ? `of the host ${host.title}` : `as a copy of ${source.name}`;
  tellRealm(ports, created, { act: "created", message: `The realm was made, ${made}.` }, actor);
  if (from.kind === "defaults") await triggers.seed(created.name);
  return created;
}

function hostFor(ports: { hosts: HostRegistry }, { hostId }: CreateRealmInput, source: Realm | null): Host {
  const id = hostId ?? source?.hostId;
  if (id === undefined) throw new Fault("bad_request", "hostId: choose the host that the realm is of.");
  if (source !== null && source.hostId !== id)
    throw new Fault(
      "bad_request",
      `hostId: "${source.name}" is of the host ${source.hostId}, and so is its copy.`,
    );
  if (ports.hosts.all.some((host) => host.id === id)) return ports.hosts.byId(id);
  const known = ports.hosts.all.map((host) => host.id).join(", ");
  throw new Fault("bad_request", `hostId: there is no host "${id.slice(0, 80)}". Known hosts: ${known}.`);
}

async function requireFree(ports: { store: Store }, name: string): Promise<void> {
  const all = await ports.store.realms.list();
  const taken = all.find((realm) => realm.name === name);
  if (taken?.closed?.as === "deleted")
    throw new Fault(
      "conflict",
      `name: a realm "${name}" was deleted and can still be taken back. Choose another name, or take it back.`,
    );
  if (taken) throw new Fault("conflict", `name: there is already a realm "${name}". Choose another name.`);
  requireRoom({ realms: { used: all.length, adding: 1 } });
}

/** Of a realm that is not there yet: one line for all of those. */
const newRealms = ({ userId }: Actor): Payer => ({ realm: "new realms", person: userId ?? "nobody" });

type RealmParts = Pick<Realm, "timeZone" | "settingsSchema" | "settings" | "allowedHosts" | "policy">;

/** What was asked for, else what the realm it is copied from has, else what its host gives a new one. */
async function partsOf(
  ports: { policies: Policies; hosts: HostRegistry },
  host: Host,
  input: CreateRealmInput,
  { source, actor }: { source: Realm | null; actor: Actor },
): Promise<RealmParts> {
  const timeZone = input.timeZone ?? source?.timeZone ?? "UTC";
  if (!isTimeZone(timeZone))
    throw new Fault(
      "bad_request",
      `timeZone: "${timeZone}" is no IANA zone; write one such as Europe/Vienna.`,
    );
  const settingsSchema =
    input.settingsSchema ??
    source?.settingsSchema ??
    (host.newRealm.settingsSchema as Realm["settingsSchema"]);
  const settings = input.settings ?? source?.settings ?? host.newRealm.settings;
  const { issues } = await ports.hosts.settings.read(
    { schema: settingsSchema, settings, place: null },
    newRealms(actor),
    actor.gone,
  );
  if (issues.length > 0)
    throw new Fault("bad_request", `${issues[0]!.path}: ${issues[0]!.message}.`, { details: { issues } });
  const policy = input.policy ?? source?.policy;
  return {
    timeZone,
    settingsSchema,
    settings,
    allowedHosts: parsed(
      "allowedHosts",
      allowedHostsSchema,
      input.allowedHosts ?? source?.allowedHosts ?? [],
    ),
    ...(policy === undefined ? {} : { policy: policyOf(ports, host, policy) }),
  };
}

function policyOf(ports: { policies: Policies }, host: Host, given: unknown): NonNullable<Realm["policy"]> {
  const policy = parsed("policy", realmPolicySchema, given);
  const [issue] = checkPolicy(policy, ports.policies.installed(), hostCapabilities(host).all);
  if (issue === undefined) return policy;
  throw new Fault("bad_request", `policy.${issue.path}: ${issue.message}.`);
}

/** The host's scripts as the realm's own: their text is the host's until somebody publishes another one. */
function defaultsOf(host: Host, realm: NewRealm, { userId }: Actor): RealmContent {
  const now = realm.createdAt;
  const scripts = host.defaults.map(({ module, name, hook, language, description, source, samples }) => {
    const script: Script = {
      id: newId("scr", now),
      realmId: realm.id,
      module,
      name,
      hook,
      language,
      description,
      limits: {},
      securityLevel: inheritedLevel,
      liveVersion: null,
      liveVersionId: null,
      retiredVersion: null,
      createdAt: now,
      updatedAt: now,
    };
    return {
      script,
      draft: { source, userId },
      samples: samples.map((sample) => sampleOf(script.id, sample, now)),
    };
  });
  const flows = host.newRealm.flows.map((flow) => ({
    ...flow,
    id: newId("flw", now),
    realmId: realm.id,
    liveVersion: null,
    createdAt: now,
    updatedAt: now,
  }));
  return { scripts, versions: [], events: [], flows, flowDrafts: [], triggers: [] };
}

function parsed<T>(field: string, schema: z.ZodType<T>, value: unknown): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0]!;
  const path = [field, ...issue.path].map(String).join(".");
  throw new Fault("bad_request", `${path}: ${zodWords(issue)}.`, { cause: read.error });
}
