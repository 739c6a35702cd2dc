import { createHash } from "node:crypto";
import type { Host } from "@scriptyard/host-kit";
import { linkLibraries, programModules, type ScriptChecker } from "@scriptyard/languages";
import {
  blocksPublish,
  blocksRun,
  type Diagnostic,
  diagnosticText,
  type GuestBindings,
  type Limits,
  outcomeErrors,
  type ScriptError,
} from "@scriptyard/model";
import { typeOfSource } from "@scriptyard/runner/judge";
import type { Image, Sandbox } from "@scriptyard/sandbox";
import { SizedCache } from "./cache.ts";
import type { Job } from "./job.ts";
import { declarationsWithoutHost } from "./no-host.ts";

/** Everything here is one realm's. */
export const REALM = "cli";

/** Name of the job's own text in stack frames and diagnostics. */
export const entrySpecifier = "script";

export type Prepared = { compileUs: number } & (
  | { ok: true; image: Image }
  | { ok: false; error: ScriptError }
);

type Settings = { bindings: GuestBindings; limits: Pick<Limits, "timeoutMs" | "operationLimit"> };

/** Jobs → images: linked, type-checked when asked to, compiled; each program once, however many jobs run it. */
export class Programs {
  readonly #sandbox: Sandbox;
  readonly #checker: ScriptChecker | null;
  readonly #cache = new SizedCache<Prepared>({ entries: 500, bytes: 64_000_000 });
  readonly #making = new Map<string, Promise<Prepared>>();

  constructor(sandbox: Sandbox, checker: ScriptChecker | null) {
    this.#sandbox = sandbox;
    this.#checker = checker;
  }

  /** `compileUs` is 0 when the program was there already. */
  async prepare(job: Job, host: Host | null, settings: Settings): Promise<Prepared> {
    const key = keyOf(job, settings);
    const known = this.#cache.get(key);
    if (known !== undefined) return { ...known, compileUs: 0 };
    const making = this.#making.get(key);
    if (making !== undefined) return { ...(await making), compileUs: 0 };
    const made = this.#make(job, host, settings).finally(() => this.#making.delete(key));
    this.#making.set(key, made);
    const prepared = await made;
    if (prepared.ok) this.#cache.set(key, prepared, prepared.image.bytes + 1_000);
    else if (!outcomeErrors[prepared.error.type].mayPass) this.#cache.set(key, prepared, 4_000);
    return prepared;
  }

  async #make(
    job: Job,
    host: Host | null,
    { bindings, limits: { timeoutMs, operationLimit } }: Settings,
  ): Promise<Prepared> {
    const started = performance.now();
    const entry = { specifier: entrySpecifier, language: job.language, source: job.source };
    const modules = Object.entries(job.modules).map(([specifier, module]) => ({
      specifier,
      language: (typeof module === "string" ? undefined : module.language) ?? job.language,
      source: typeof module === "string" ? module : module.source,
    }));
    const linked = linkLibraries({ entry, resolve: new Map(modules.map((m) => [m.specifier, m])) });
    const elapsedUs = () => Math.round((performance.now() - started) * 1_000);
    if (blocksRun(linked.diagnostics))
      return { ok: false, error: errorOf(linked.diagnostics), compileUs: elapsedUs() };
    if (this.#checker !== null) {
      const declarations = host?.declarations() ?? declarationsWithoutHost;
      const found = await this.#checker.check({
        entry,
        declarations: declarations.text,
        declarationsHash: declarations.hash,
        hook: host === null ? null : job.hook,
        libraries: linked.modules.filter((m) => m.specifier !== entrySpecifier),
      });
      if (blocksPublish(found)) return { ok: false, error: errorOf(found), compileUs: elapsedUs() };
    }
    const program = {
      entry: entrySpecifier,
      modules: programModules(linked),
      bindings,
      host:
        host !== null && bindings.functions.some((f) => f.kind === "host" || f.kind === "async")
          ? host.id
          : null,
    };
    const limits = { timeoutMs, operationLimit };
    const compiled = await this.#sandbox.compile(program, { realm: REALM, limits });
    if (compiled.status === "error") return { ok: false, error: compiled.error, compileUs: elapsedUs() };
    return { ok: true, image: compiled.image, compileUs: elapsedUs() };
  }
}

/** The first finding as the error, all of them as its issues. */
function errorOf(diagnostics: readonly Diagnostic[]): ScriptError {
  const errors = diagnostics.filter((d) => d.severity === "error");
  const first = errors[0]!;
  return {
    type: typeOfSource[first.source],
    message: diagnosticText(first).slice(0, 1_000),
    stack: [{ file: first.file, line: first.line, column: first.column }],
    issues: errors.map((d) => ({
      path: `${d.file}:${d.line}:${d.column}`,
      message: `${d.code}: ${diagnosticText(d)}`,
    })),
  };
}

/** With the limits of its top level: what a text could not do within these, it may do within others. */
function keyOf(
  { language, source, modules, hook, host }: Job,
  { limits: { timeoutMs, operationLimit } }: Settings,
): string {
  return createHash("sha256")
    .update(JSON.stringify([language, source, modules, hook, host, timeoutMs, operationLimit]))
    .digest("base64");
}
