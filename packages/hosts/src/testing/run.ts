import type { Host, SampleDefinition, ScriptDefault } from "@scriptyard/host-kit";
import { linkLibraries, programModules } from "@scriptyard/languages";
import type { Json, Outcome, SecurityLevel } from "@scriptyard/model";
import { createSandbox, type Sandbox } from "@scriptyard/sandbox";
import { sandboxHosts } from "../sandbox-hosts.ts";

export type RunnableScript = Pick<ScriptDefault, "hook" | "language" | "source"> & { specifier: string };

export function specifierOf(script: { module: string; name: string }): string {
  return `${script.module}/${script.name}`;
}

/** Libraries among a host's default scripts, by specifier. */
export function librariesOf(
  host: Host,
): Map<string, { source: string; language: ScriptDefault["language"] }> {
  return new Map(
    host.defaults
      .filter((script) => script.hook === null)
      .map((script) => [specifierOf(script), { source: script.source, language: script.language }]),
  );
}

export function createTestSandbox(hosts: readonly Host[]): Promise<Sandbox> {
  return createSandbox({
    workers: 1,
    ...sandboxHosts(hosts),
  });
}

/** Compiles a script with the host's libraries and runs it as the runner does; `forms` answer the events it sleeps at. Findings of the linker are thrown. */
export async function run(
  sandbox: Sandbox,
  host: Host,
  script: RunnableScript,
  args: SampleDefinition["args"],
  options: { hostContext?: Json; level?: SecurityLevel; seed?: string; forms?: Json[] } = {},
): Promise<Outcome> {
  const entry = { specifier: script.specifier, language: script.language, source: script.source };
  const linked = linkLibraries({ entry, resolve: librariesOf(host) });
  if (linked.diagnostics.length > 0)
    throw new Error(`${script.specifier}: ${JSON.stringify(linked.diagnostics)}`);
  const compiled = await sandbox.compile({
    entry: script.specifier,
    modules: programModules(linked),
    bindings: host.bindings(script.hook),
    host: host.id,
  });
  if (compiled.status === "error") return { ...compiled, logs: [], metrics: {} } as unknown as Outcome;
  let state = await sandbox.start(compiled.image, {
    hook: script.hook!,
    args: structuredClone(args),
    limits: { ...host.limits, timeoutMs: 2_000 },
    seed: options.seed ?? "golden",
    clockMs: Date.parse("2026-05-04T07:30:00Z"),
    capabilities: host.capabilities(options.level ?? "production"),
    hostContext: options.hostContext ?? null,
    realm: "rlm_test",
  });
  for (const value of options.forms ?? []) {
    if (state.status === "done") break;
    const answer = { ok: true, value } as const;
    state = await sandbox.resume(compiled.image, state.suspension, { answer, clockMs: 0 });
  }
  if (state.status === "done") return state.outcome;
  const { event, effects, logs, metrics, hostAnswers } = state;
  return { status: "ok", result: host.meanwhile(event), effects, logs, metrics, hostAnswers };
}
