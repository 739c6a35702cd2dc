import { dirname, join } from "node:path";
import { type Host, HostDefinitionError, type Issue, withScripts } from "@scriptyard/host-kit";
import { hosts as builtInHosts } from "@scriptyard/hosts";
import { reasonOf } from "../config/open-config.ts";
import { findHost } from "./find-host.ts";
import type { HostOptions, LoadedHost } from "./loaded-host.ts";
import { readShippedScripts } from "./shipped-scripts.ts";

/**
 * A host that a configuration names, ready to be used: its definition checked, the scripts beside it joined, its functions
 * made importable for the engine's threads. It never throws: what is wrong is answered.
 */
export async function loadHost(named: string, configFile: string, options: HostOptions): Promise<LoadedHost> {
  const own = builtInHosts.find(({ id }) => id === named);
  if (own) return { host: own, scriptsFolder: null };
  const found = await findHost(named, configFile);
  if ("problem" in found) return { problems: [{ path: "", message: found.problem }] };
  const { file } = found;
  try {
    const loaded = await define(file, options);
    if ("problems" in loaded) return loaded;
    const folder = join(dirname(file), "scripts");
    const { scripts, problems } = await readShippedScripts(folder, loaded.host, loaded.samples);
    if (problems.length > 0) return { problems };
    const host = withScripts(loaded.host, scripts);
    return { host: await withThreadModule(host, file), scriptsFolder: folder };
  } catch (error) {
    return { problems: problemsOf(error) };
  }
}

type Defined =
  | { host: Host; samples: { [hook: string]: Host["defaults"][number]["samples"] } }
  | { problems: Issue[] };

async function define(file: string, options: HostOptions): Promise<Defined> {
  if (file.endsWith(".json")) return (await import("../host-json/open.ts")).openHostJson(file, options);
  const { importCode } = await import("../config/import-code.ts");
  const value = await importCode(file);
  const host = isHost(value) ? value : (value as { host?: unknown } | null)?.host;
  if (isHost(host)) return { host, samples: {} };
  const message = "exports no host; write: export default defineHost({ … })";
  return { problems: [{ path: "", message }] };
}

/** Whatever `defineHost` answered. */
function isHost(value: unknown): value is Host {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as Partial<Host>).declarations === "function" &&
    typeof (value as Partial<Host>).bindings === "function"
  );
}

/** Threads import what they call; the others, and hosts that bring a module of their own, need nothing more. */
async function withThreadModule(host: Host, file: string): Promise<Host> {
  if (host.moduleUrl !== null || !host.functions.some(({ kind }) => kind === "host")) return host;
  const { bundleForThreads } = await import("./bundle-for-threads.ts");
  return { ...host, moduleUrl: await bundleForThreads(file, host) };
}

function problemsOf(error: unknown): Issue[] {
  return error instanceof HostDefinitionError ? [...error.issues] : [{ path: "", message: reasonOf(error) }];
}
