import type { Host, SampleDefinition, TemplateDefinition } from "@scriptyard/host-kit";
import { languageById } from "@scriptyard/languages";
import type { Draft, LanguageId, Sample, Script } from "@scriptyard/model";
import { Fault, inheritedLevel, languageId, newId, scriptName } from "@scriptyard/model";
import type { NewScript, Store } from "@scriptyard/store";
import type { Actor } from "../../actor.ts";
import { specifierOf } from "../../engine/runnable.ts";
import type { EventHub } from "../../events/hub.ts";
import type { KeyPorts } from "../../keys/installation-key.ts";
import { requireRoom } from "../../quotas/require-room.ts";
import { callsWithoutSecrets } from "../../secrets/kept-calls.ts";
import type { Catalog } from "../../texts/catalog/catalog.ts";
import type { HostRegistry } from "../../texts/catalog/host-registry.ts";
import { checkSource, readDraft } from "./drafts.ts";
import { starterSource } from "./starter.ts";

export type CreateScriptInput = {
  realm: string;
  module: string;
  name: string;
  hook: string | null;
  language: LanguageId;
  description?: string;
  /** Template to start from, by id; otherwise `source` or a minimal text for the hook. */
  template?: string;
  source?: string;
  /** Inputs to preview it with; otherwise the template's, or those of the host's script with the same hook. */
  samples?: readonly SampleDefinition[];
};

export type ScriptCreatePorts = {
  store: Store;
  hosts: HostRegistry;
  clock: () => number;
  catalog: Catalog;
  hub: EventHub;
};

/**
 * A new script with its first draft and samples to preview it with.
 *
 * @throws Fault `bad_request` naming the field; `conflict` when the name is taken
 */
export async function createScript(
  ports: ScriptCreatePorts & KeyPorts,
  input: CreateScriptInput,
  actor: Actor,
): Promise<{ script: Script; draft: Draft }> {
  const { script, draft, samples } = await withKeptCalls(ports, await prepareScript(ports, input, actor));
  const [scripts, draftBytes] = await Promise.all([
    ports.store.usage.scripts(script.realmId),
    ports.store.usage.draftBytes(script.realmId),
  ]);
  requireRoom({
    scripts: { used: scripts, adding: 1 },
    draftBytes: { used: draftBytes, adding: Buffer.byteLength(draft.source) },
  });
  const created = await ports.store.scripts.create(script, draft, samples);
  announceScript(ports, created, draft.userId);
  return { script: created, draft: await readDraft(ports, created) };
}

/** The script, checked, not yet stored. Throws as `createScript` does. */
export async function prepareScript(
  ports: ScriptCreatePorts,
  input: CreateScriptInput,
  actor: Actor,
): Promise<NewScript> {
  const realm = await ports.catalog.realm(input.realm);
  const host = ports.hosts.byId(realm.hostId);
  checkName("module", input.module);
  checkName("name", input.name);
  checkHook(host, input.hook);
  checkLanguage(input.language);
  const template = findTemplate(host, input);
  const source = input.source ?? template?.source ?? starterSource(host, input);
  checkSource(source);
  if ((await ports.store.scripts.byName(realm.id, input.module, input.name)) !== null)
    throw new Fault("conflict", `name: ${specifierOf(input)} exists already. Choose another name or module.`);

  const now = ports.clock();
  const scriptId = newId("scr", now);
  const samples = samplesFor(host, input, template).map((sample) => sampleOf(scriptId, sample, now));
  const script: Script = {
    id: scriptId,
    realmId: realm.id,
    module: input.module,
    name: input.name,
    hook: input.hook,
    language: input.language,
    description: (input.description ?? template?.description ?? "").slice(0, 500),
    limits: {},
    securityLevel: inheritedLevel,
    liveVersion: null,
    liveVersionId: null,
    retiredVersion: null,
    createdAt: now,
    updatedAt: now,
  };
  return { script, draft: { source, userId: actor.userId }, samples };
}

/** With samples as they may be stored: those of another script may be older than a secret. */
export async function withKeptCalls(ports: KeyPorts, script: NewScript): Promise<NewScript> {
  const keep = await callsWithoutSecrets(ports, script.script.realmId);
  return { ...script, samples: script.samples.map((one) => ({ ...one, calls: keep(one.calls) })) };
}

/** Tells everybody of a script that was just stored with its first draft. */
export function announceScript(
  ports: { catalog: Catalog; hub: EventHub },
  { realmId, id }: Script,
  userId: Actor["userId"],
): void {
  ports.catalog.forget();
  ports.hub.publish({ type: "draft", realmId, scriptId: id, revision: 1, userId });
}

function checkName(field: string, value: string): void {
  const parsed = scriptName.safeParse(value);
  if (parsed.success) return;
  throw new Fault(
    "bad_request",
    `${field}: "${value.slice(0, 80)}" is not a name. Use ${parsed.error.issues[0]!.message}.`,
  );
}

function checkHook(host: Host, hook: string | null): void {
  if (hook === null || host.hooks.some((h) => h.name === hook)) return;
  const known = host.hooks.map((h) => h.name).join(", ");
  throw new Fault(
    "bad_request",
    `hook: "${hook}" is not a hook of the host "${host.id}". Its hooks: ${known}; null makes a library.`,
  );
}

function checkLanguage(language: string): void {
  const parsed = languageId.safeParse(language);
  if (!parsed.success)
    throw new Fault(
      "bad_request",
      `language: "${language}" is not known. Use ${languageId.options.join(" or ")}.`,
    );
  languageById(parsed.data);
}

function findTemplate(host: Host, input: CreateScriptInput): TemplateDefinition | undefined {
  if (input.template === undefined) return undefined;
  const template = host.templates.find((t) => t.id === input.template);
  if (template === undefined) {
    const known = host.templates.map((t) => t.id).join(", ") || "none";
    throw new Fault("bad_request", `template: there is no "${input.template}". Templates: ${known}.`);
  }
  if (template.hook !== input.hook) {
    const wanted = template.hook ?? "null (a library)";
    throw new Fault(
      "bad_request",
      `template: "${template.id}" needs the hook ${wanted}, not ${input.hook ?? "null"}.`,
    );
  }
  if (template.language !== input.language && input.source === undefined) {
    const { id, language } = template;
    throw new Fault("bad_request", `template: "${id}" is written in ${language}. Choose that language.`);
  }
  return template;
}

/** A template brings its own; otherwise those of the host's first script with the same hook, so that Run works at once. */
function samplesFor(
  host: Host,
  { hook, samples }: CreateScriptInput,
  template: TemplateDefinition | undefined,
): readonly SampleDefinition[] {
  if (samples !== undefined) return samples;
  if (template !== undefined) return template.samples;
  if (hook === null) return [];
  return host.defaults.find((d) => d.hook === hook && d.samples.length > 0)?.samples ?? [];
}

/** What a sample is without its place: how it is copied and moved. */
export const sampleParts = ({ name, description, args, calls }: Sample): Required<SampleDefinition> => ({
  name,
  description,
  args,
  calls,
});

export function sampleOf(scriptId: Script["id"], sample: SampleDefinition, now: number): Sample {
  const { name, description, args, calls = [] } = sample;
  return { id: newId("smp", now), scriptId, name, description, args, calls, createdAt: now, updatedAt: now };
}
