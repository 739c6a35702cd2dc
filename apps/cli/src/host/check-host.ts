import { relative, resolve } from "node:path";
import { type Host, sampleIssues } from "@scriptyard/host-kit";
import { sandboxHosts } from "@scriptyard/hosts";
import type { ScriptChecker } from "@scriptyard/languages";
import { createScriptChecker } from "@scriptyard/languages/checker";
import { type Diagnostic, diagnosticText } from "@scriptyard/model";
import { validateFolder } from "@scriptyard/runner/script-files";
import { createSandbox, type EngineName } from "@scriptyard/sandbox";
import { onDemand } from "../exec/on-demand.ts";

/** What is wrong, and where: a function, a sample, or a file and its line. */
export type HostFinding = { place: string; message: string };

export type HostChecked = {
  host: string;
  version: string;
  /** How much was looked at. */
  examples: number;
  samples: number;
  scripts: number;
  findings: HostFinding[];
};

/**
 * Whether a host keeps what it promises: the examples that authors copy type-check, samples fit their hooks, and its own
 * scripts pass what publishing asks. Its definition was checked when it was loaded.
 *
 * @param folder where its scripts lie as files; null = it has none
 */
export async function checkHost(
  host: Host,
  { folder, engine }: { folder: string | null; engine: EngineName },
): Promise<HostChecked> {
  await using checker = createScriptChecker();
  const findings: HostFinding[] = [];
  // Its own: the engine's functions are in a program only where it names them, and a program of nothing names none.
  const own = new Set(host.bindings(null, []).functions.map(({ name }) => name));
  const functions = host.functions.filter(({ name }) => own.has(name));
  for (const { name, example } of functions)
    for (const finding of await checkExample(host, name, example, checker))
      findings.push({ place: `functions.${name}.example`, message: diagnosticText(finding) });
  for (const script of host.defaults)
    for (const { path, message } of sampleIssues(host, script)) findings.push({ place: path, message });
  const samples = host.defaults.reduce((sum, script) => sum + script.samples.length, 0);
  const { id, version } = host;
  const checked = { host: id, version, examples: functions.length, samples, findings };
  if (folder === null) return { ...checked, scripts: 0 };
  await using sandbox = await createSandbox({ engine, workers: 1, ...onDemand, ...sandboxHosts([host]) });
  const files = await validateFolder({ folder, host, checker, sandbox });
  for (const { path, problem, diagnostics } of files) {
    const place = relative(process.cwd(), resolve(folder, path)) || path;
    for (const one of diagnostics.filter(({ severity }) => severity === "error"))
      findings.push({ place: `${place}:${one.line}:${one.column}`, message: diagnosticText(one) });
    if (problem !== null && diagnostics.length === 0) findings.push({ place, message: problem });
  }
  return { ...checked, scripts: files.length };
}

/** An example stands where an author would put it: inside a hook that may call the function, whose parameters it may use. */
async function checkExample(
  host: Host,
  name: string,
  example: string,
  checker: ScriptChecker,
): Promise<Diagnostic[]> {
  const hook = host.hooks.find((one) => host.bindings(one.name).functions.some((open) => open.name === name));
  if (!hook) return [];
  const params = hook.params.map((param) => param.name).join(", ");
  const { text, hash } = host.declarations();
  const found = await checker.check({
    declarations: text,
    declarationsHash: hash,
    entry: {
      specifier: "examples/example",
      language: "typescript",
      source: `export const ${hook.name}: ScriptyardHooks["${hook.name}"] = async (${params}) => {\n${example}\nreturn null as never;\n};`,
    },
    hook: hook.name,
    libraries: [],
  });
  return found.filter(({ severity }) => severity === "error");
}
