import { cp, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { printJson } from "../output/terminal.ts";
import { asAdmin } from "../server/as-admin.ts";
import { asking } from "../server/client.ts";
import { jsonOption, serverOption } from "./options.ts";

type Options = { server: string; email: string; to?: string; json?: boolean };

const details = `
Signs in as an administrator; the password comes from SCRIPTYARD_ADMIN_PASSWORD, or is asked for.
The server writes into <data>/backups while it goes on working. A backup holds password hashes: keep it like the data.
  scriptyard backup
  scriptyard backup --to /mnt/backups      copies it there too, when the server is on this machine`;

/** `scriptyard backup`: a whole copy of the data of a running server. */
export function backup(env: Env): Command {
  return new Command("backup")
    .description("Make a backup of a running server's data.")
    .addOption(serverOption(env.serverUrl))
    .option("--email <email>", "who signs in", env.adminEmail)
    .option("--to <folder>", "copy it here too")
    .addOption(jsonOption())
    .addHelpText("after", details)
    .action((options: Options) => run(options, env));
}

async function run(options: Options, env: Env): Promise<void> {
  const { server, email } = options;
  const made = await asAdmin({ server, email, password: env.adminPassword }, (client) =>
    asking(server, "The backup was not made", () => client.system.backup.mutate()),
  );
  const copied = options.to === undefined ? null : await copy(made.folder, resolve(options.to));
  const bytes = made.files.reduce((sum, file) => sum + file.bytes, 0);
  if (options.json) return printJson({ ...made, copied, bytes });
  process.stdout.write(`${copied ?? made.folder}\n`);
  process.stderr.write(`${made.files.length} files, ${(bytes / 1e6).toFixed(1)} MB\n`);
}

async function copy(folder: string, to: string): Promise<string> {
  if (!(await stat(folder).catch(() => null)))
    throw new CommandError(
      `The backup is at ${folder} on the server's machine, which is not this one: copy it from there.`,
    );
  const target = join(to, folder.split(/[\\/]/).at(-1)!);
  await cp(folder, target, { recursive: true, errorOnExist: true, force: false });
  return target;
}
