import type { Host } from "@scriptyard/host-kit";
import type { Payer } from "@scriptyard/languages";
import type { ExecutionSource, Realm, Script, Version } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { Core } from "../core.ts";
import { allowedLibraries } from "../policy/allowed-libraries.ts";
import { refusedPin } from "../policy/pinned-libraries.ts";
import { judging } from "../policy/refused-functions.ts";
import type { Starts } from "../policy/starts.ts";
import { startedBy } from "../policy/starts.ts";
import type { LayerText } from "../registry/types.ts";
import { keyProgram } from "./compiler.ts";
import { errorOfDiagnostics } from "./diagnostics.ts";
import type { LibrarySource } from "./libraries.ts";
import { fixedLibraries } from "./libraries.ts";
import type { LinkedText } from "./link.ts";
import { linkText } from "./link.ts";
import { maskerFor } from "./masker.ts";
import { systemPayer } from "./payer.ts";
import { programOf } from "./program.ts";
import type { Runnable } from "./runnable.ts";
import { specifierOf, textHash } from "./runnable.ts";

/**
 * The live version of a script, ready to run. Warm, it costs two lookups in memory.
 *
 * @param trigger what starts it: a realm's policy may hold each kind to another level
 * @throws Fault `not_found` for an unknown realm or script, a library, or a script that was never published
 */
export function resolveLive(
  core: Core,
  realmName: string,
  module: string,
  name: string,
  trigger: Parameters<typeof startedBy>[0],
): Promise<Runnable> {
  return core.catalog.remember(`live/${trigger}/${realmName}/${module}/${name}`, async () => {
    const realm = await core.catalog.realm(realmName);
    return resolveActive(core, realm, await core.registry.script(realm, module, name), startedBy(trigger));
  });
}

/**
 * What is live of a script: its published version, else its file or its host's default.
 *
 * @throws Fault `not_found` with the remedy, when no layer has a text that can run
 */
export async function resolveActive(
  core: Core,
  realm: Realm,
  script: Script,
  starts: Starts,
): Promise<Runnable> {
  if (await versionCounts(core, realm, script))
    return resolveVersion(core, realm, script, liveVersionId(script), starts);
  const text = await core.registry.liveText(realm, script.module, script.name);
  if (text === null) return resolveVersion(core, realm, script, liveVersionId(script), starts);
  return resolveLayer(core, realm, script, text, starts);
}

/** A version for a hook that the host has no more cannot run; the layers below it may. */
export async function versionCounts(core: Core, realm: Realm, script: Script): Promise<boolean> {
  if (script.liveVersionId === null) return false;
  const { version } = await core.catalog.version(script.liveVersionId);
  const { hooks } = core.hosts.byId(realm.hostId);
  return version.hook === null || hooks.some((hook) => hook.name === version.hook);
}

/** A checked text of a file or default. It is kept for replays before it first runs. */
export async function resolveLayer(
  core: Core,
  realm: Realm,
  script: Pick<Script, "id" | "module" | "name" | "limits" | "securityLevel">,
  text: LayerText,
  starts: Starts,
): Promise<Runnable> {
  const host = core.hosts.byId(realm.hostId);
  const hook = hookOf(host, script, text.hook);
  const { layer, path, sha256, language, source, modules } = text;
  const program = programOf(host, hook, specifierOf(script), modules);
  const policy = core.policies.of(realm, { ...script, hook, starts });
  const refused = refusedPin(text, specifierOf(script), policy);
  return {
    realm,
    host,
    script,
    hook,
    language,
    origin: { kind: "layer", layer },
    source,
    sourceRef: { layer, path, sha256, kept: await core.kept.keep(specifierOf(script), text) },
    linked:
      refused === null
        ? { ok: true, keyed: keyProgram(core.sandbox.engine, program) }
        : { ok: false, error: refused },
    limits: policy.limits,
    policy,
    unknownOutcome: "error",
    mask: maskerFor(host, hook, realm.settingsSchema),
  };
}

/**
 * A file or default as it was when it ran, or when a flow session pinned it.
 *
 * @throws Fault `not_found` when it was not kept
 */
export async function resolveKept(
  core: Core,
  realm: Realm,
  script: Pick<Script, "id" | "module" | "name" | "limits" | "securityLevel">,
  sourceRef: ExecutionSource,
  starts: Starts,
): Promise<Runnable> {
  const kept = await core.kept.read(sourceRef.kept ?? "");
  if (kept === null)
    throw new Fault("not_found", `The text of ${specifierOf(script)} that ran then was not kept.`);
  const { hook, language, source } = kept;
  const settings = { hook, language, limits: script.limits, securityLevel: script.securityLevel };
  const libraries = fixedLibraries(kept.libraries);
  const { runnable } = await resolveText(core, {
    realm,
    script: { ...script, ...settings },
    source,
    revision: null,
    libraries,
    starts,
    // It was live once: nobody who visits it now is to pay for it.
    payer: systemPayer(realm),
  });
  const layer = sourceRef.layer === "file" ? "file" : "default";
  return { ...runnable, origin: { kind: "layer", layer }, sourceRef };
}

/** @throws Fault `not_found` with the remedy, when nothing is live */
export function liveVersionId(script: Script): Version["id"] {
  if (script.liveVersionId !== null) return script.liveVersionId;
  const specifier = specifierOf(script);
  throw new Fault(
    "not_found",
    `${specifier} was never published, and no file or default stands in for it. Open it in the console and publish its draft.`,
  );
}

/**
 * One version of a script, with the libraries it was published with, and the limits it was published with as far as the
 * realm's policy of now allows them.
 */
export async function resolveVersion(
  core: Core,
  realm: Realm,
  script: Pick<Script, "id" | "module" | "name">,
  versionId: string,
  starts: Starts,
): Promise<Runnable> {
  const { version, keyed } = await core.catalog.version(versionId);
  const host = core.hosts.byId(realm.hostId);
  const hook = hookOf(host, script, version.hook);
  const { limits, securityLevel } = version;
  const policy = core.policies.of(realm, { ...script, hook, limits, securityLevel, starts });
  const refused = refusedPin(version, specifierOf(script), policy);
  return {
    realm,
    host,
    script,
    hook,
    language: version.language,
    origin: { kind: "version", versionId: version.id, number: version.number },
    source: version.source,
    sourceRef: { layer: "version", path: null, sha256: textHash(version.source), kept: null },
    linked: refused === null ? { ok: true, keyed } : { ok: false, error: refused },
    limits: policy.limits,
    policy,
    unknownOutcome: version.unknownOutcome,
    mask: maskerFor(host, hook, realm.settingsSchema),
  };
}

export type TextInput = {
  realm: Realm;
  script: Pick<Script, "id" | "module" | "name" | "hook" | "language" | "limits" | "securityLevel">;
  source: string;
  /** Revision of the draft the text is, or was based on. */
  revision: number | null;
  libraries: LibrarySource;
  starts: Starts;
  /** Whose turn the work takes. */
  payer: Payer;
  signal?: AbortSignal | undefined;
};

/** A text that is not a version: a draft, what is in the editor, or a recorded draft. */
export async function resolveText(
  core: Core,
  input: TextInput,
): Promise<{ runnable: Runnable; text: LinkedText }> {
  const { realm, script, source } = input;
  const host = core.hosts.byId(realm.hostId);
  const hook = hookOf(host, script, script.hook);
  const entry = { specifier: specifierOf(script), language: script.language, source };
  const policy = core.policies.of(realm, { ...script, hook, starts: input.starts });
  const text = await linkText(core, {
    entry,
    payer: input.payer,
    signal: input.signal,
    libraries: allowedLibraries(input.libraries, policy),
    ...judging({ host, hook, policy }, entry.specifier),
  });
  const runnable: Runnable = {
    realm,
    host,
    script,
    hook,
    language: script.language,
    origin: { kind: "draft", revision: input.revision, source },
    source,
    sourceRef: { layer: "draft", path: null, sha256: textHash(source), kept: null },
    linked:
      text.modules === null
        ? { ok: false, error: errorOfDiagnostics(text.diagnostics, policy) }
        : {
            ok: true,
            keyed: keyProgram(core.sandbox.engine, programOf(host, hook, entry.specifier, text.modules)),
          },
    limits: policy.limits,
    policy,
    unknownOutcome: "error",
    mask: maskerFor(host, hook, realm.settingsSchema),
  };
  return { runnable, text };
}

function hookOf(host: Host, script: Pick<Script, "module" | "name">, hook: string | null): string {
  const specifier = specifierOf(script);
  if (hook !== null) {
    if (host.hooks.some((h) => h.name === hook)) return hook;
    const known = host.hooks.map((h) => h.name).join(", ");
    const message = `${specifier} was written for the hook ${hook}, which the host "${host.id}" does not have any more. Its hooks: ${known}.`;
    throw new Fault("not_found", message);
  }
  throw new Fault(
    "bad_request",
    `${specifier} is a library: it has no hook to run. Run a script that imports it.`,
  );
}
