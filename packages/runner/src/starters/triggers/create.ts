import type { Realm, Script, Trigger } from "@scriptyard/model";
import {
  defaultFailureLimit,
  Fault,
  failureLimit,
  isObject,
  isSpecifier,
  newId,
  prose,
  slug,
} from "@scriptyard/model";
import type { NewScript, Store } from "@scriptyard/store";
import { specifierOf } from "../../engine/runnable.ts";
import type { KeyPorts } from "../../keys/installation-key.ts";
import { requireRoom } from "../../quotas/require-room.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import type { Registry } from "../../texts/registry/registry.ts";
import { triggerKinds } from "./all.ts";
import type { ConfigToSave } from "./config-to-save.ts";
import { makeSecret, sealSecret } from "./secrets.ts";
import type { CreateTriggerInput, TriggerChange } from "./types.ts";

export type Prepared = {
  trigger: Trigger;
  secret: string | null;
  /** The trigger's script, where it has to be stored with the trigger. */
  adoption: NewScript | null;
};

export type TriggerCreatePorts = KeyPorts & {
  hosts: HostRegistry;
  clock: () => number;
  catalog: Catalog;
  registry: Registry;
};

/**
 * A checked trigger, not yet stored.
 *
 * @param config of it, judged
 * @throws Fault `bad_request` naming the field; `conflict` when another trigger has the name, address or tool name
 */
export async function prepareTrigger(
  ports: TriggerCreatePorts,
  input: CreateTriggerInput,
  config: ConfigToSave,
): Promise<Prepared> {
  const realm = await ports.catalog.realm(input.realm);
  const now = ports.clock();
  const kind = triggerKinds[input.kind];
  const { chosen, ...fields } = await together({
    name: () => checkName(input.name),
    chosen: () => chooseScript(ports, realm, input, kind.hook),
    config,
    failureLimit: () => checkLimit(input.failureLimit ?? defaultFailureLimit),
    description: () => checkDescription(input.description ?? ""),
  });
  requireRoom({ triggers: { used: await ports.store.usage.triggers(realm.id), adding: 1 } });
  const { script, adoption } = chosen;
  const trigger: Trigger = {
    id: newId("trg", now),
    realmId: realm.id,
    kind: input.kind,
    ...fields,
    scriptId: script.id,
    enabled: input.enabled ?? true,
    disabledReason: null,
    sealedSecret: null,
    createdAt: now,
    updatedAt: now,
  };
  await checkClaims(ports, trigger);
  return { ...(await withSecret(ports, trigger, input.secret)), adoption };
}

/**
 * The trigger with a change made, checked, not yet stored.
 *
 * @param newConfig of it, judged; null where that is not changed
 */
export async function prepareChange(
  ports: TriggerCreatePorts,
  before: Trigger,
  change: TriggerChange,
  newConfig: ConfigToSave | null,
): Promise<Prepared> {
  const realm = await ports.catalog.realmById(before.realmId);
  const kind = triggerKinds[before.kind];
  const enabled = change.enabled ?? before.enabled;
  const moves = change.scriptId !== undefined || change.script !== undefined;
  const { name, description } = change;
  const { chosen, ...fields } = await together({
    name: () => (name === undefined ? before.name : checkName(name)),
    chosen: () => (moves ? chooseScript(ports, realm, change, kind.hook) : null),
    config: () => newConfig?.() ?? before.config,
    failureLimit: () => checkLimit(change.failureLimit ?? before.failureLimit),
    description: () => (description === undefined ? before.description : checkDescription(description)),
  });
  const trigger: Trigger = {
    ...before,
    ...fields,
    scriptId: chosen?.script.id ?? before.scriptId,
    enabled,
    disabledReason: change.enabled === undefined ? before.disabledReason : null,
    updatedAt: Math.max(ports.clock(), before.updatedAt),
  };
  await checkClaims(ports, trigger);
  return { ...(await withSecret(ports, trigger, change.secret)), adoption: chosen?.adoption ?? null };
}

/** @param given by whoever saves it; it is not shown again, for they have it */
async function withSecret(
  ports: TriggerCreatePorts,
  trigger: Trigger,
  given: string | undefined,
): Promise<Omit<Prepared, "adoption">> {
  if (!triggerKinds[trigger.kind].needsSecret(trigger)) {
    if (given !== undefined)
      throw new Fault(
        "bad_request",
        "secret: only an endpoint that takes signatures has one. Leave it out, or set auth to signature.",
      );
    return { trigger: { ...trigger, sealedSecret: null }, secret: null };
  }
  const form = triggerKinds[trigger.kind].secretForm(trigger);
  if (given !== undefined) {
    const sealedSecret = await sealSecret(ports, trigger.id, given, form);
    return { trigger: { ...trigger, sealedSecret }, secret: null };
  }
  if (trigger.sealedSecret !== null) return { trigger, secret: null };
  const { secret, sealed } = await makeSecret(ports, trigger.id, form);
  return { trigger: { ...trigger, sealedSecret: sealed }, secret };
}

function checkName(name: string): string {
  const parsed = slug.safeParse(name);
  if (parsed.success) return parsed.data;
  throw new Fault(
    "bad_request",
    `name: "${name.slice(0, 80)}" is not a name. Use ${parsed.error.issues[0]!.message}.`,
  );
}

function checkDescription(description: string): string {
  const parsed = prose(500).safeParse(description);
  if (parsed.success) return parsed.data;
  throw new Fault("bad_request", `description: ${parsed.error.issues[0]!.message}.`);
}

function checkLimit(limit: number): number {
  const parsed = failureLimit.safeParse(limit);
  if (parsed.success) return parsed.data;
  throw new Fault("bad_request", `failureLimit: ${limit} is not possible. Use 1 to 1 000, or 0 for never.`);
}

/**
 * The answers of all checks, in their order.
 *
 * @throws Fault the first one when it is alone; `bad_request` with every problem when several checks refuse: who filled
 * in a form mends it once
 */
async function together<Checks extends { [field: string]: () => unknown }>(
  checks: Checks,
): Promise<{ [field in keyof Checks]: Awaited<ReturnType<Checks[field]>> }> {
  const answers: { [field: string]: unknown } = {};
  const refused: Fault[] = [];
  for (const [field, check] of Object.entries(checks)) {
    try {
      answers[field] = await check();
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      refused.push(error);
    }
  }
  const [first, ...others] = refused;
  if (first && others.length === 0) throw first;
  if (first)
    throw new Fault("bad_request", refused.map(({ message }) => message).join(" "), {
      cause: first,
      details: { issues: refused.flatMap(issuesOf) },
    });
  return answers as never;
}

/** Faults of one field are `field: problem.` */
function issuesOf({ message, details }: Fault): Issue[] {
  if (isObject(details) && Array.isArray(details.issues)) return details.issues as Issue[];
  const [, path = "", problem = message] = /^([\w.]+): (.*)$/s.exec(message) ?? [];
  return [{ path, message: problem }];
}

type Issue = { path: string; message: string };

type Chosen = { script: Script; adoption: NewScript | null };

async function chooseScript(
  ports: TriggerCreatePorts,
  realm: Realm,
  { scriptId, script: specifier }: Pick<CreateTriggerInput, "scriptId" | "script">,
  hook: string,
): Promise<Chosen> {
  const host = ports.hosts.byId(realm.hostId);
  if (!host.hooks.some((one) => one.name === hook))
    throw new Fault(
      "bad_request",
      `kind: the host "${host.id}" has no hook ${hook}, so it has no such triggers.`,
    );
  if (scriptId !== undefined && specifier !== undefined)
    throw new Fault("bad_request", "script: scriptId names one already. Send one of the two.");
  const field = scriptId === undefined ? "script" : "scriptId";
  const chosen =
    scriptId === undefined
      ? await scriptByName(ports, realm, specifier)
      : { script: await scriptById(ports, realm, scriptId), adoption: null };
  const { script } = chosen;
  if (script.hook === hook) return chosen;
  const has = script.hook === null ? "is a library" : `has the hook ${script.hook}`;
  throw new Fault(
    "bad_request",
    `${field}: ${specifierOf(script)} ${has}; this trigger needs a script with the hook ${hook}.`,
  );
}

async function scriptById(ports: { store: Store }, realm: Realm, scriptId: string): Promise<Script> {
  const script = await ports.store.scripts.byId(scriptId);
  // A script of another realm does not exist here.
  if (script !== null && script.realmId === realm.id) return script;
  throw new Fault(
    "not_found",
    `scriptId: there is no script ${scriptId.slice(0, 60)} in the realm "${realm.name}".`,
  );
}

async function scriptByName(
  ports: { registry: Registry },
  realm: Realm,
  specifier: string | undefined,
): Promise<Chosen> {
  if (specifier === undefined || !isSpecifier(specifier)) {
    const given =
      specifier === undefined ? "missing" : `${JSON.stringify(specifier.slice(0, 80))} names no script`;
    throw new Fault("bad_request", `script: ${given}. Send module/name, e.g. wargame/hit_simulator.`);
  }
  const [module, name] = specifier.split("/") as [string, string];
  try {
    return await ports.registry.find(realm, module, name);
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "not_found") throw error;
    throw new Fault("not_found", `script: ${error.message}`, { cause: error });
  }
}

async function checkClaims(ports: { store: Store }, trigger: Trigger): Promise<void> {
  const claim = triggerKinds[trigger.kind].claim(trigger);
  if (claim === null) return;
  for (const other of await ports.store.triggers.list(trigger.realmId)) {
    if (other.id === trigger.id || other.kind !== trigger.kind) continue;
    if (triggerKinds[other.kind].claim(other)?.key === claim.key)
      throw new Fault(
        "conflict",
        `${claim.path}: the trigger "${other.name}" has this ${claim.what}. Choose another.`,
      );
  }
}
