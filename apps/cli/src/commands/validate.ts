import { relative, resolve } from "node:path";
import { sandboxHosts } from "@scriptyard/hosts";
import { createScriptChecker } from "@scriptyard/languages/checker";
import { type ValidatedFile, validateFolder } from "@scriptyard/runner/script-files";
import { createSandbox } from "@scriptyard/sandbox";
import { Command } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { onDemand } from "../exec/on-demand.ts";
import { requireFolder } from "../folder/script-folder.ts";
import { installedHosts } from "../hosts/installed.ts";
import { diagnosticLine } from "../output/diagnostics.ts";
import { paint, print, printJson, progress, shown } from "../output/terminal.ts";
import { configOption, hostById, hostOption } from "./host-option.ts";
import { dirOption, engineOf, engines, jsonOption } from "./options.ts";

type Options = { dir: string; host?: string; config?: string; json?: boolean };

const details = `
Without paths, everything in the folder, also what lies below @<realm>/. Exit code 1 when something is wrong.
  scriptyard validate                      all of ./scriptyard
  scriptyard validate scriptyard/login        one module
  scriptyard validate scriptyard/login/terms.ts --json
  scriptyard validate --dir ./scripts      a server's live files, as the server judges them`;

/** `scriptyard validate`: the checks of publish for script files, without a server. */
export function validate(env: Env): Command {
  return new Command("validate")
    .description(
      "Check script files as publishing would: names, syntax, policy, imports, types, and that they load.",
    )
    .argument("[paths...]", "files or modules (default: all)")
    .addOption(dirOption(env.workFolder))
    .addOption(hostOption())
    .addOption(configOption(env))
    .addOption(jsonOption())
    .addHelpText("after", details)
    .action((paths: string[], options: Options) => run(paths, options, env));
}

async function run(paths: string[], options: Options, env: Env): Promise<void> {
  const host = hostById(await installedHosts(options), options.host);
  const root = await requireFolder(options.dir);
  const only = selection(root, paths);
  const files = await check();
  if (files.length === 0)
    throw new CommandError(`No scripts there. They are files such as ${options.dir}/login/terms.ts.`);
  const failed = files.filter(({ problem }) => problem !== null).length;
  if (options.json) printJson({ ok: failed === 0, files });
  else show(root, files, failed);
  if (failed > 0) process.exitCode = 1;

  async function check(): Promise<ValidatedFile[]> {
    await using checker = createScriptChecker();
    await using sandbox = await createSandbox({
      engine: engineOf(env.engine ?? engines[0]),
      workers: 1,
      ...onDemand,
      ...sandboxHosts([host]),
    });
    using bar = progress("Checking");
    const onProgress = (done: number, all: number) => bar.at(done, all);
    return await validateFolder({ folder: root, host, checker, sandbox, only, onProgress });
  }
}

function show(root: string, files: readonly ValidatedFile[], failed: number): void {
  for (const { path, problem, diagnostics } of files) {
    const place = relative(process.cwd(), resolve(root, path)) || path;
    for (const one of diagnostics) {
      // A finding may be about a library the host ships, which is no file here.
      const own = `/${path}`.includes(`/${one.file}.`);
      print(diagnosticLine(own ? place : one.file, one));
    }
    // With findings the problem is only their summary.
    if (problem !== null && diagnostics.length === 0)
      print(shown`${place} ${paint("red", "error")} ${problem}`);
  }
  const count = `${files.length} checked, ${failed} with errors`;
  print(paint(failed === 0 ? "green" : "red", count));
}

/** @throws CommandError for a path outside of the folder */
function selection(root: string, paths: readonly string[]): (path: string) => boolean {
  if (paths.length === 0) return () => true;
  const wanted = paths.map((path) => {
    const inside = relative(root, resolve(path)).replaceAll("\\", "/");
    if (inside.startsWith("..")) throw new CommandError(`${path} is not in the scripts folder ${root}.`);
    return inside;
  });
  return (path) =>
    wanted.some(
      (one) => one === "" || path === one || path.startsWith(`${one}/`) || path.startsWith(`${one}.`),
    );
}
