import { relative, resolve } from "node:path";
import { Command } from "commander";
import type { Env } from "../env.ts";
import { writeTypes } from "../host/write-types.ts";
import { installedHosts } from "../hosts/installed.ts";
import { print, printJson, shown } from "../output/terminal.ts";
import { configOption, hostById, hostOption } from "./host-option.ts";
import { dirOption, jsonOption } from "./options.ts";

type Options = { dir: string; host?: string; config?: string; json?: boolean };

/** `scriptyard types`: the host's declarations beside the scripts, so that any editor type-checks them. */
export function types(env: Env): Command {
  return new Command("types")
    .description("Write the host's type declarations and a tsconfig.json into the scripts folder.")
    .addOption(dirOption(env.workFolder))
    .addOption(hostOption())
    .addOption(configOption(env))
    .addOption(jsonOption())
    .addHelpText("after", "\nBoth files are written over.")
    .action(run);
}

async function run(options: Options): Promise<void> {
  const host = hostById(await installedHosts(options), options.host);
  const { hash } = host.declarations();
  const written = await writeTypes(resolve(options.dir), host);
  if (options.json) printJson({ host: host.id, version: host.version, hash, written });
  else for (const path of written) print(shown`wrote ${relative(process.cwd(), path)}`);
}
