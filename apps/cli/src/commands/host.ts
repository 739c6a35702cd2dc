import { relative } from "node:path";
import type { Host } from "@scriptyard/host-kit";
import { Command, Option } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { checkHost, type HostChecked, type HostFinding } from "../host/check-host.ts";
import { checkLive, type LiveChecked } from "../host/check-live.ts";
import { referencePage } from "../host/reference-page.ts";
import { writeTypes } from "../host/write-types.ts";
import { installed } from "../hosts/installed.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { serverOf } from "../server/client.ts";
import { configOption, hostById, hostOption } from "./host-option.ts";
import { engineOf, engines, jsonOption, serverUrl } from "./options.ts";

type Options = { host?: string; config?: string; json?: boolean };
type CheckOptions = Options & { server?: string; realm?: string[] };

const details = `
  scriptyard host check                  every host of the configuration
  scriptyard host check --server https://scripts.example.com
                                         and what is live there, in the realms of the configuration (token: scope move)
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
        .addOption(
          new Option("--server <url>", "check what is live there, too; nothing is changed").argParser(
            serverUrl,
          ),
        )
        .option("--realm <names...>", "realms there (default: those of the configuration that have the host)")
        .addOption(jsonOption())
        .action((options: CheckOptions) => check(options, env)),
    )
    .addCommand(
      common("types", "Write type declarations beside the scripts that the hosts ship.")
        .addOption(jsonOption())
        .action(types),
    )
    .addCommand(common("docs", "Print the reference of a host as Markdown.").action(docs));
}

/** The one that is named, or all of the configuration. */
async function chosen(options: Options): Promise<{
  hosts: readonly Host[];
  folderOf: (id: string) => string | null;
  realmsOf: (id: string) => string[];
}> {
  const { hosts, scriptFolders, realms } = await installed(options);
  return {
    hosts: options.host === undefined ? hosts : [hostById(hosts, options.host)],
    folderOf: (id) => scriptFolders.get(id) ?? null,
    realmsOf: (id) => realms.filter(({ hostId }) => hostId === id).map(({ name }) => name),
  };
}

async function check(options: CheckOptions, env: Env): Promise<void> {
  const all = await chosen(options);
  const engine = engineOf(env.engine ?? engines[0]);
  const checked: HostChecked[] = [];
  for (const one of all.hosts) checked.push(await checkHost(one, { folder: all.folderOf(one.id), engine }));
  const live = await liveThere(options, env, all);
  const ok = [...checked, ...live].every(({ findings }) => findings.length === 0);
  if (!ok) process.exitCode = 1;
  if (options.json) return printJson({ ok, hosts: checked, realms: live });
  for (const { host: id, version, examples, samples, scripts, findings } of checked)
    tell(`${id} ${version}: ${examples} examples, ${samples} samples, ${scripts} scripts`, findings);
  for (const one of live)
    tell(`${one.realm}: ${one.live} live scripts of the host ${one.host}`, one.findings);
}

function tell(count: string, findings: readonly HostFinding[]): void {
  for (const { place, message } of findings) print(shown`${place} ${paint("red", "error")} ${message}`);
  print(paint(findings.length === 0 ? "green" : "red", `${count}, ${findings.length} problems`));
}

/** What is live in the realms of these hosts, on the server that was named. */
async function liveThere(
  { server, realm }: CheckOptions,
  env: Env,
  { hosts, realmsOf }: Awaited<ReturnType<typeof chosen>>,
): Promise<LiveChecked[]> {
  if (server === undefined && realm === undefined) return [];
  if (server === undefined) throw new CommandError("--realm is of a server: name it with --server.");
  const there = serverOf({ server, token: env.token }, "--scope move");
  const [only, ...others] = hosts;
  if (realm !== undefined && (only === undefined || others.length > 0))
    throw new CommandError("Say with --host what the realms are checked against.");
  const checked: LiveChecked[] = [];
  for (const host of hosts)
    for (const name of realm ?? realmsOf(host.id)) checked.push(await checkLive(host, name, there));
  if (checked.length === 0) throw new CommandError("The configuration names no realms. Say --realm.");
  return checked;
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
