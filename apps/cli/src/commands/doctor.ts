import { access, constants, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { defaultLimits } from "@scriptyard/model";
import { createSandbox } from "@scriptyard/sandbox";
import { Command } from "commander";
import type { Env } from "../env.ts";
import { onDemand } from "../exec/on-demand.ts";
import { readScriptFolder } from "../folder/script-folder.ts";
import { installedHosts } from "../hosts/installed.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { connect, explainFailure } from "../server/client.ts";
import { engineOf, engines, jsonOption, serverOption } from "./options.ts";

type Options = { server: string; json?: boolean };
type Finding = { check: string; status: "ok" | "warning" | "problem"; detail: string };

/** `scriptyard doctor`: what keeps Scriptyard from working here, and what to do about it. */
export function doctor(env: Env): Command {
  return new Command("doctor")
    .description(
      "Look for what keeps Scriptyard from working on this machine. Exit code 1 when something does.",
    )
    .addOption(serverOption(env.serverUrl))
    .addOption(jsonOption())
    .action((options: Options) => run(options, env));
}

async function run(options: Options, env: Env): Promise<void> {
  const checks: [string, () => Promise<Omit<Finding, "check">>][] = [
    ["Node", checkNode],
    ["engine", () => checkEngine(env.engine ?? engines[0])],
    ["data folder", () => checkData(env.dataDir)],
    ["live scripts", () => checkScripts(env)],
    ["server", () => checkServer(options.server)],
    ["token", () => checkToken(options.server, env.token)],
  ];
  const findings: Finding[] = [];
  for (const [check, look] of checks) {
    const found = await look().catch((error: unknown) => ({
      status: "problem" as const,
      detail: error instanceof Error ? error.message : String(error),
    }));
    findings.push({ check, ...found });
  }
  if (findings.some(({ status }) => status === "problem")) process.exitCode = 1;
  if (options.json) return printJson({ ok: process.exitCode !== 1, findings });
  const colours = { ok: "green", warning: "yellow", problem: "red" } as const;
  for (const { check, status, detail } of findings)
    print(shown`${paint(colours[status], status.padEnd(8))} ${check.padEnd(15)} ${detail}`);
}

const ok = (detail: string) => ({ status: "ok" as const, detail });
const warning = (detail: string) => ({ status: "warning" as const, detail });
const problem = (detail: string) => ({ status: "problem" as const, detail });

async function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const fine = (major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24;
  return fine
    ? ok(process.versions.node)
    : problem(`${process.versions.node}; use 20.19, 22.13, 24 or later`);
}

/** Boots an engine and runs a script in it. */
async function checkEngine(name: string) {
  const started = performance.now();
  await using sandbox = await createSandbox({ engine: engineOf(name), workers: 1, ...onDemand });
  const modules = [{ specifier: "doctor/double", code: "export const onExecute = (n) => n * 2;" }];
  const bindings = { hash: "", functions: [], hooks: [] };
  const compiled = await sandbox.compile({ entry: "doctor/double", modules, bindings, host: null });
  if (compiled.status === "error") return problem(`${name} does not compile: ${compiled.error.message}`);
  const outcome = await sandbox.execute(compiled.image, {
    hook: "onExecute",
    args: [21],
    limits: { ...defaultLimits, timeoutMs: 2_000 },
    seed: "doctor",
    clockMs: 0,
    capabilities: [],
    realm: "doctor",
  });
  if (outcome.status !== "ok" || outcome.result !== 42) return problem(`${name} gave a wrong answer`);
  return ok(`${name} boots and runs in ${Math.round(performance.now() - started)} ms`);
}

async function checkData(dataDir: string) {
  const folder = resolve(dataDir);
  try {
    await access(folder, constants.W_OK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT")
      return ok(`${folder} is not there yet; the first start makes it`);
    return problem(`${folder} cannot be written; change its owner, or set SCRIPTYARD_DATA`);
  }
  const size = await stat(resolve(folder, "scriptyard.db")).catch(() => null);
  return ok(
    size ? `${folder}, ${(size.size / 1e6).toFixed(1)} MB of scripts and settings` : `${folder}, empty`,
  );
}

async function checkScripts({ liveFolder, configFile }: Env) {
  const folder = resolve(liveFolder);
  if (!(await stat(folder).catch(() => null))) return ok(`${folder} is not there: no scripts as files`);
  const hosts = await installedHosts(configFile === null ? {} : { config: configFile });
  const { files, problems } = await readScriptFolder(folder, hosts);
  if (problems.length === 0) return ok(`${files.length} files in ${folder}`);
  return warning(
    `${problems.length} of ${files.length + problems.length} files cannot be scripts: scriptyard validate --dir ${liveFolder}`,
  );
}

async function checkServer(server: string) {
  const answer = await fetch(`${server}/readyz`, { signal: AbortSignal.timeout(3_000) }).catch(() => null);
  if (answer === null) return warning(`nobody answers at ${server}; start it with \`scriptyard start\``);
  const { status } = (await answer.json().catch(() => ({}))) as { status?: string };
  if (answer.ok && status === "ready") return ok(`${server} is ready`);
  return problem(`${server} answers ${answer.status}; see its log`);
}

async function checkToken(server: string, token: string | null) {
  if (token === null) return warning("SCRIPTYARD_TOKEN is not set; pull, push, logs and errors need one");
  try {
    const realms = await connect({ url: server, token }).realms.list.query();
    return ok(`works for ${realms.map((realm) => realm.name).join(", ")}`);
  } catch (error) {
    return problem(explainFailure(error, server, "refused").message);
  }
}
