import { relative } from "node:path";
import type { Host } from "@scriptyard/host-kit";
import { Command } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { checkHost, type HostChecked } from "../host/check-host.ts";
import { referencePage } from "../host/reference-page.ts";
import { writeTypes } from "../host/write-types.ts";
import { installed } from "../hosts/installed.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { configOption, hostById, hostOption } from "./host-option.ts";
import { engineOf, engines, jsonOption } from "./options.ts";

type Options = { host?: string; config?: string; json?: boolean };

const details = `
  scriptyard host check                  every host of the configuration
  scriptyard host types                  types beside the scripts that the hosts ship
  scriptyard host docs --host shop > REFERENCE.md`;

/** `scriptyard host`: what whoever defines a host works with. */
export function host(env: Env): Command {
  const common = (name: string, description: string) =>
    new Command(name).description(description).addOption(hostOption()).addOption(configOption(env));
  return new Command("host")
    .description("Check a host's definition, and derive from it.")
    .addHelpText("after", details)
    .addCommand(
      common("check", "Check definition, examples, samples and scripts. Exit code 1 when something is wrong.")
        .addOption(jsonOption())
        .action((options: Options) => check(options, env)),
    )
    .addCommand(
      common("types", "Write type declarations beside the scripts that the hosts ship.")
        .addOption(jsonOption())
        .action(types),
    )
    .addCommand(common("docs", "Print the reference of a host as Markdown.").action(docs));
}

/** The one that is named, or all of the configuration. */
async function chosen(
  options: Options,
): Promise<{ hosts: readonly Host[]; folderOf: (id: string) => string | null }> {
  const { hosts, scriptFolders } = await installed(options);
  return {
    hosts: options.host === undefined ? hosts : [hostById(hosts, options.host)],
    folderOf: (id) => scriptFolders.get(id) ?? null,
  };
}

async function check(options: Options, env: Env): Promise<void> {
  const { hosts, folderOf } = await chosen(options);
  const engine = engineOf(env.engine ?? engines[0]);
  const checked: HostChecked[] = [];
  for (const one of hosts) checked.push(await checkHost(one, { folder: folderOf(one.id), engine }));
  const ok = checked.every(({ findings }) => findings.length === 0);
  if (!ok) process.exitCode = 1;
  if (options.json) return printJson({ ok, hosts: checked });
  for (const { host: id, version, examples, samples, scripts, findings } of checked) {
    for (const { place, message } of findings) print(shown`${place} ${paint("red", "error")} ${message}`);
    const count = `${id} ${version}: ${examples} examples, ${samples} samples, ${scripts} scripts, ${findings.length} problems`;
    print(paint(findings.length === 0 ? "green" : "red", count));
  }
}

async function types(options: Options): Promise<void> {
  const { hosts, folderOf } = await chosen(options);
  const written: string[] = [];
  for (const one of hosts) {
    const folder = folderOf(one.id);
    if (folder !== null) written.push(...(await writeTypes(folder, one)));
  }
  if (written.length === 0)
    throw new CommandError(
      "No host here ships scripts as files. For a folder of your own: scriptyard types --dir FOLDER.",
    );
  if (options.json) return printJson({ written });
  for (const path of written) print(shown`wrote ${relative(process.cwd(), path)}`);
}

async function docs(options: Options): Promise<void> {
  const { hosts } = await installed(options);
  print(shown`${referencePage(hostById(hosts, options.host).reference())}`);
}
