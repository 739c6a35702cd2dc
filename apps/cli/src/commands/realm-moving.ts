import { Command } from "commander";
import type { Env } from "../env.ts";
import { readArchive, writeArchive } from "../moving/archive-folder.ts";
import { importArchive, type MoveOptions } from "../moving/import-archive.ts";
import { importOptions, selectionOptions } from "../moving/options.ts";
import { paint, print, printJson, shown } from "../output/terminal.ts";
import { exportFrom, type Selection } from "../server/archives.ts";
import { serverOf } from "../server/client.ts";
import { jsonOption, serverOption } from "./options.ts";

/** `scriptyard realm export`: a realm as a folder that can be kept under version control, or as a zip. */
export function exportRealm(env: Env): Command {
  const command = new Command("export")
    .description("Write a realm as a folder of readable files, or as a zip; never secrets.")
    .argument("<realm>", "its name")
    .option("--to <path>", "folder, or a file that ends in .zip (default: ./<realm>)");
  return selectionOptions(command)
    .addOption(serverOption(env.serverUrl))
    .addOption(jsonOption())
    .action(async (realm: string, options: Selection & { server: string; to?: string; json?: boolean }) => {
      const { server, only, except, to = realm, json } = options;
      const archive = await exportFrom(serverFor(env, server), realm, { only, except });
      const { written, removed } = await writeArchive(archive, to);
      if (json) return printJson({ to, written, removed });
      const gone = removed.length === 0 ? "" : `, ${removed.length} removed that are no more`;
      print(shown`${paint("green", "exported")} ${realm} to ${to}: ${written.length} files${gone}`);
    });
}

/** `scriptyard realm import`: by a plan, in one transaction. */
export function importRealm(env: Env): Command {
  const command = new Command("import")
    .description("Show what a folder or zip would change in a realm, then write it, all or nothing.")
    .argument("<realm>", "the realm that it is for")
    .argument("<path>", "folder or zip that was exported");
  return importOptions(command)
    .addOption(serverOption(env.serverUrl))
    .action(async (realm: string, path: string, options: MoveOptions & { server: string }) => {
      const archive = await readArchive(path);
      await importArchive({ server: serverFor(env, options.server), realm, archive }, options);
    });
}

const serverFor = (env: Env, server: string) => serverOf({ server, token: env.token }, "--scope move");
