import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import type { Host } from "@scriptyard/host-kit";
import { Command } from "commander";
import type { Env } from "../env.ts";
import { readScriptFolder } from "../folder/script-folder.ts";
import { writeClientTypes } from "../host/client-types.ts";
import { writeTypes } from "../host/write-types.ts";
import { installedHosts } from "../hosts/installed.ts";
import { print, printJson, shown } from "../output/terminal.ts";
import { configOption, hostById, hostOption } from "./host-option.ts";
import { dirOption, jsonOption } from "./options.ts";

type Options = {
  dir: string;
  host?: string;
  config?: string;
  client?: string;
  realm?: string;
  json?: boolean;
};

const details = `
Files are written over. With --client, a module for programs that call scripts by @scriptyard/client:

  scriptyard types --client src/scriptyard.ts --realm shop`;

/** `scriptyard types`: the host's declarations beside the scripts, so that any editor type-checks them. */
export function types(env: Env): Command {
  return new Command("types")
    .description("Write the host's type declarations and a tsconfig.json into the scripts folder.")
    .addOption(dirOption(env.workFolder))
    .addOption(hostOption())
    .addOption(configOption(env))
    .option("--client <file>", "write what the scripts take and answer instead, as a TypeScript module")
    .option("--realm <realm>", "with --client: the realm's name (default: the host's)")
    .addOption(jsonOption())
    .addHelpText("after", details)
    .action(run);
}

async function run(options: Options): Promise<void> {
  const hosts = await installedHosts(options);
  const host = hostById(hosts, options.host);
  if (options.client !== undefined) return forClient(options.client, { ...options, hosts, host });
  const { hash } = host.declarations();
  const written = await writeTypes(resolve(options.dir), host);
  if (options.json) printJson({ host: host.id, version: host.version, hash, written });
  else for (const path of written) print(shown`wrote ${relative(process.cwd(), path)}`);
}

async function forClient(
  file: string,
  { hosts, host, dir, realm, json }: Omit<Options, "host"> & { hosts: readonly Host[]; host: Host },
): Promise<void> {
  const { files } = existsSync(dir) ? await readScriptFolder(dir, hosts) : { files: [] };
  const path = resolve(file);
  const scripts = await writeClientTypes(path, { host, realm: realm ?? host.id, files });
  if (json) printJson({ host: host.id, version: host.version, scripts, written: [path] });
  else print(shown`wrote ${relative(process.cwd(), path)}: ${scripts} scripts`);
}
