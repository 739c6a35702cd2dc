import type { Payer } from "@scriptyard/languages";
import type { Workshop } from "@scriptyard/languages/workshop";
import type { ExecutionSource, ProductTrigger, Realm, Script, Version } from "@scriptyard/model";
import { Fault } from "@scriptyard/model";
import { keyProgram } from "../engine/compiler.ts";
import { systemPayer } from "../engine/payer.ts";
import { programOf } from "../engine/program.ts";
import { type Runnable, specifierOf, textHash } from "../engine/runnable.ts";
import { allowedLibraries } from "../policy/allowed-libraries.ts";
import { refusedPin } from "../policy/pinned-libraries.ts";
import type { Policies } from "../policy/policies.ts";
import { judging } from "../policy/refused-functions.ts";
import { type Starts, startedBy } from "../policy/starts.ts";
import type { Catalog } from "./catalog/catalog.ts";
import type { HostRegistry } from "./catalog/host-registry.ts";
import { errorOfDiagnostics } from "./diagnostics.ts";
import { fixedLibraries, type LibrarySource } from "./libraries.ts";
import { type LinkedText, linkText } from "./link.ts";
import type { KeptTexts } from "./registry/kept-texts.ts";
import type { Registry } from "./registry/registry.ts";
import type { LayerText } from "./registry/types.ts";
import { createRunnables, hookOf } from "./runnables.ts";

type Named = Pick<Script, "id" | "module" | "name">;
/** What a text without settings of its own takes from its script. */
type Settled = Pick<Script, "id" | "module" | "name" | "limits" | "securityLevel">;

export type TextInput = {
  realm: Realm;
  script: Settled & Pick<Script, "hook" | "language">;
  source: string;
  /** Revision of the draft the text is, or was based on. */
  revision: number | null;
  libraries: LibrarySource;
  starts: Starts;
  /** Whose turn the work takes. */
  payer: Payer;
  signal?: AbortSignal | undefined;
};

/** Texts of scripts, wherever they lie, made ready to run. */
export type Texts = {
  /**
   * What is live under a name. Warm, it costs two lookups in memory.
   *
   * @param trigger what starts it: a realm's policy may hold each kind to another level
   * @throws Fault `not_found` for an unknown realm or script, a library, or a script that was never published or is retired
   */
  live(realm: string, module: string, name: string, trigger: ProductTrigger): Promise<Runnable>;
  /**
   * What is live of a script: its published version, else its file or its host's default.
   *
   * @throws Fault `not_found` with the remedy, when no layer has a text that can run
   */
  active(realm: Realm, script: Script, starts: Starts): Promise<Runnable>;
  /** A version for a hook that the host has no more cannot run; the layers below it may. */
  versionCounts(realm: Realm, script: Script): Promise<boolean>;
  /**
   * One version of a script, with the libraries it was published with, and the limits it was published with as far as the
   * realm's policy of now allows them.
   */
  version(realm: Realm, script: Named, versionId: string, starts: Starts): Promise<Runnable>;
  /**
   * A file or default as it was when it ran, or when a flow session pinned it.
   *
   * @throws Fault `not_found` when it was not kept
   */
  kept(realm: Realm, script: Settled, sourceRef: ExecutionSource, starts: Starts): Promise<Runnable>;
  /** A text that is not a version: a draft, what is in the editor, or a recorded draft. */
  draft(input: TextInput): Promise<{ runnable: Runnable; text: LinkedText }>;
  /** Nothing to run: a run of it fails with `message`, so that it is in the record. */
  absent(realm: Realm, script: Named, hook: string, starts: Starts, message: string): Runnable;
};

export type TextPorts = {
  catalog: Catalog;
  registry: Registry;
  kept: KeptTexts;
  hosts: HostRegistry;
  policies: Policies;
  workshop: Workshop;
  /** Of the sandbox: programs are keyed with it. */
  sandbox: { readonly engine: string };
};

export function createTexts(ports: TextPorts): Texts {
  const { catalog, registry, kept, hosts, sandbox } = ports;
  const { make, absent } = createRunnables(ports);

  /** A checked text of a file or default. It is kept for replays before it first runs. */
  async function layer(realm: Realm, script: Settled, text: LayerText, starts: Starts): Promise<Runnable> {
    const host = hosts.byId(realm.hostId);
    const hook = hookOf(host, script, text.hook);
    const specifier = specifierOf(script);
    const { layer, path, sha256, modules } = text;
    return make({
      realm,
      host,
      script,
      hook,
      starts,
      language: text.language,
      source: text.source,
      settings: script,
      origin: { kind: "layer", layer },
      sourceRef: { layer, path, sha256, kept: await kept.keep(specifier, text) },
      linked: (policy) => {
        const error = refusedPin(text, specifier, policy);
        if (error !== null) return { ok: false, error };
        const program = programOf(host, hook, specifier, modules);
        return { ok: true, keyed: keyProgram(sandbox.engine, program) };
      },
    });
  }

  const texts: Texts = {
    live: (realmName, module, name, trigger) =>
      catalog.remember(`live/${trigger}/${realmName}/${module}/${name}`, async () => {
        const realm = await catalog.realm(realmName);
        return texts.active(realm, await registry.script(realm, module, name), startedBy(trigger));
      }),
    async active(realm, script, starts) {
      const text = (await texts.versionCounts(realm, script))
        ? null
        : await registry.liveText(realm, script.module, script.name);
      if (text !== null) return layer(realm, script, text, starts);
      return texts.version(realm, script, liveVersionId(script), starts);
    },
    async versionCounts(realm, script) {
      if (script.liveVersionId === null) return false;
      const { version } = await catalog.version(script.liveVersionId);
      const { hooks } = hosts.byId(realm.hostId);
      return version.hook === null || hooks.some((hook) => hook.name === version.hook);
    },
    async version(realm, script, versionId, starts) {
      const { version, keyed } = await catalog.version(versionId);
      const host = hosts.byId(realm.hostId);
      const { source, language } = version;
      return make({
        realm,
        host,
        script,
        starts,
        language,
        source,
        hook: hookOf(host, script, version.hook),
        settings: version,
        origin: { kind: "version", versionId: version.id, number: version.number },
        sourceRef: { layer: "version", path: null, sha256: textHash(source), kept: null },
        unknownOutcome: version.unknownOutcome,
        linked: (policy) => {
          const error = refusedPin(version, specifierOf(script), policy);
          return error === null ? { ok: true, keyed } : { ok: false, error };
        },
      });
    },
    async kept(realm, script, sourceRef, starts) {
      const text = await kept.read(sourceRef.kept ?? "");
      if (text === null)
        throw new Fault("not_found", `The text of ${specifierOf(script)} that ran then was not kept.`);
      const { hook, language, source, libraries } = text;
      const { runnable } = await texts.draft({
        realm,
        source,
        revision: null,
        starts,
        script: { ...script, hook, language },
        libraries: fixedLibraries(libraries),
        // It was live once: nobody who visits it now is to pay for it.
        payer: systemPayer(realm),
      });
      const layer = sourceRef.layer === "file" ? "file" : "default";
      return { ...runnable, origin: { kind: "layer", layer }, sourceRef };
    },
    draft: (input) => draft(ports, make, input),
    absent,
  };
  return texts;
}

async function draft(
  { hosts, policies, workshop, sandbox }: TextPorts,
  make: ReturnType<typeof createRunnables>["make"],
  { realm, script, source, revision, libraries, starts, payer, signal }: TextInput,
): Promise<{ runnable: Runnable; text: LinkedText }> {
  const host = hosts.byId(realm.hostId);
  const hook = hookOf(host, script, script.hook);
  const { language } = script;
  const entry = { specifier: specifierOf(script), language, source };
  const policy = policies.of(realm, { ...script, hook, starts });
  const text = await linkText(
    { workshop },
    {
      entry,
      payer,
      signal,
      libraries: allowedLibraries(libraries, policy),
      ...judging({ host, hook, policy }, entry.specifier),
    },
  );
  const { modules, diagnostics } = text;
  const runnable = make({
    realm,
    host,
    script,
    hook,
    starts,
    language,
    source,
    settings: script,
    origin: { kind: "draft", revision, source },
    sourceRef: { layer: "draft", path: null, sha256: textHash(source), kept: null },
    linked: (policy) => {
      if (modules === null) return { ok: false, error: errorOfDiagnostics(diagnostics, policy) };
      return { ok: true, keyed: keyProgram(sandbox.engine, programOf(host, hook, entry.specifier, modules)) };
    },
  });
  return { runnable, text };
}

/** @throws Fault `not_found` with the remedy, when nothing is live */
function liveVersionId(script: Script): Version["id"] {
  if (script.liveVersionId !== null) return script.liveVersionId;
  const why =
    script.retiredVersion === null
      ? "was never published, and no file or default stands in for it. Open it in the console and publish its draft."
      : "is retired, and no file or default stands in for it. Open it in the console and roll back to one of its versions, or publish its draft.";
  throw new Fault("not_found", `${specifierOf(script)} ${why}`);
}
