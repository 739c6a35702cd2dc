import { relative, resolve } from "node:path";
import { createScriptChecker } from "@scriptyard/languages/checker";
import { blocksPublish } from "@scriptyard/model";
import { Command } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { checkFolder } from "../folder/check-folder.ts";
import { readScriptFolder, type ScriptFile } from "../folder/script-folder.ts";
import { diagnosticLine } from "../output/diagnostics.ts";
import { paint, printJson, progress } from "../output/terminal.ts";
import { dirOption, hostById, hostOption, jsonOption } from "./options.ts";

type Options = { dir: string; host: string; json?: boolean };

const details = `
Without paths, everything in the folder. Exit code 1 when something is wrong.
  scriptyard validate                      all of ./scriptyard
  scriptyard validate scriptyard/login        one module
  scriptyard validate scriptyard/login/terms.ts --json`;

/** `scriptyard validate`: the checks of publish for script files, without a server. */
export function validate(env: Env): Command {
  return new Command("validate")
    .description("Check script files as publishing would: syntax, policy, imports, types.")
    .argument("[paths...]", "files or modules (default: all)")
    .addOption(dirOption(env.workFolder))
    .addOption(hostOption())
    .addOption(jsonOption())
    .addHelpText("after", details)
    .action(run);
}

async function run(paths: string[], options: Options): Promise<void> {
  const host = hostById(options.host);
  const folder = await readScriptFolder(options.dir);
  const only = selection(folder.root, paths);
  await using checker = createScriptChecker();
  using bar = progress("Checking");
  const checked = await checkFolder({
    folder,
    host,
    checker,
    only,
    onProgress: (done, all) => bar.at(done, all),
  });
  bar[Symbol.dispose]();
  const problems = folder.problems.filter(({ path }) => only({ path } as ScriptFile));
  const failed = checked.filter(({ diagnostics }) => blocksPublish(diagnostics)).length + problems.length;
  if (checked.length + problems.length === 0)
    throw new CommandError(`No scripts there. They are files such as ${options.dir}/login/terms.ts.`);
  if (options.json) {
    printJson({
      ok: failed === 0,
      files: checked.map(({ file, hook, diagnostics }) => ({ path: file.path, hook, diagnostics })),
      problems,
    });
  } else {
    const shown = (path: string) => relative(process.cwd(), resolve(folder.root, path)) || path;
    for (const { path, message } of problems)
      process.stdout.write(`${shown(path)} ${paint("red", "error")} ${message}\n`);
    for (const { file, diagnostics } of checked)
      for (const one of diagnostics) process.stdout.write(`${diagnosticLine(shown(file.path), one)}\n`);
    const count = `${checked.length} checked, ${failed} with errors`;
    process.stdout.write(`${paint(failed === 0 ? "green" : "red", count)}\n`);
  }
  if (failed > 0) process.exitCode = 1;
}

/** @throws CommandError for a path outside of the folder */
function selection(root: string, paths: readonly string[]): (file: Pick<ScriptFile, "path">) => boolean {
  if (paths.length === 0) return () => true;
  const wanted = paths.map((path) => {
    const inside = relative(root, resolve(path)).replaceAll("\\", "/");
    if (inside.startsWith("..")) throw new CommandError(`${path} is not in the scripts folder ${root}.`);
    return inside;
  });
  return ({ path }) =>
    wanted.some(
      (one) => one === "" || path === one || path.startsWith(`${one}/`) || path.startsWith(`${one}.`),
    );
}
