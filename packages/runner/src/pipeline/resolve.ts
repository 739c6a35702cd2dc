import type { Host } from "@scriptyard/host-kit";
import type { ExecutionTrigger, Realm, Script, Version } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import type { Core } from "../core.ts";
import { allowedLibraries } from "../policy/allowed-libraries.ts";
import { refusedPin } from "../policy/pinned-libraries.ts";
import { refusedFunctions } from "../policy/refused-functions.ts";
import { keyProgram } from "./compiler.ts";
import { errorOfDiagnostics } from "./diagnostics.ts";
import type { LibrarySource } from "./libraries.ts";
import type { LinkedText } from "./link.ts";
import { linkText } from "./link.ts";
import { maskerFor } from "./masker.ts";
import { programOf } from "./program.ts";
import type { Runnable } from "./runnable.ts";
import { specifierOf } from "./runnable.ts";

/**
 * The live version of a script, ready to run. Warm, it costs two lookups in memory.
 *
 * @throws Fault `not_found` for an unknown realm or script, a library, or a script that was never published
 */
export function resolveLive(core: Core, realmName: string, module: string, name: string): Promise<Runnable> {
  return core.catalog.remember(`live/${realmName}/${module}/${name}`, async () => {
    const realm = await core.catalog.realm(realmName);
    const script = await core.catalog.script(realm, module, name);
    return resolveVersion(core, realm, script, liveVersionId(script), ["http"]);
  });
}

/** @throws Fault `not_found` with the remedy, when nothing is live */
export function liveVersionId(script: Script): Version["id"] {
  if (script.liveVersionId !== null) return script.liveVersionId;
  const specifier = specifierOf(script);
  throw new Fault(
    "not_found",
    `${specifier} was never published. Open it in the console and publish its draft.`,
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
  triggers: readonly ExecutionTrigger[],
): Promise<Runnable> {
  const { version, keyed } = await core.catalog.version(versionId);
  const host = core.hosts.byId(realm.hostId);
  const hook = hookOf(host, script, version.hook);
  const { limits, securityLevel } = version;
  const policy = core.policies.of(realm, { ...script, hook, limits, securityLevel, triggers });
  const refused = refusedPin(version, specifierOf(script), policy);
  return {
    realm,
    host,
    script,
    hook,
    language: version.language,
    origin: { kind: "version", versionId: version.id, number: version.number },
    source: version.source,
    linked: refused === null ? { ok: true, keyed } : { ok: false, error: refused },
    limits: policy.limits,
    policy,
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
  triggers: readonly ExecutionTrigger[];
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
  const policy = core.policies.of(realm, { ...script, hook, triggers: input.triggers });
  const text = await linkText({
    entry,
    libraries: allowedLibraries(input.libraries, policy),
    judge: (module) => refusedFunctions({ host, hook, policy }, module),
  });
  const runnable: Runnable = {
    realm,
    host,
    script,
    hook,
    language: script.language,
    origin: { kind: "draft", revision: input.revision, source },
    source,
    linked:
      text.modules === null
        ? { ok: false, error: errorOfDiagnostics(text.diagnostics, policy) }
        : {
            ok: true,
            keyed: keyProgram(core.sandbox.engine, programOf(host, hook, entry.specifier, text.modules)),
          },
    limits: policy.limits,
    policy,
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
