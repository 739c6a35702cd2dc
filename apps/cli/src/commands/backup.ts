import { chmod, cp, readdir, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Command } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";
import { readWithin } from "../input/read-within.ts";
import { paint, print, printJson, shown, warn } from "../output/terminal.ts";
import { asAdmin } from "../server/as-admin.ts";
import { asking } from "../server/client.ts";
import { jsonOption, serverOption } from "./options.ts";

type Options = { server: string; email: string; to?: string; withKey?: boolean; json?: boolean };

const details = `
Signs in as an administrator; the password comes from SCRIPTYARD_ADMIN_PASSWORD, or is asked for.
The server writes into <data>/backups while it goes on working. A backup holds password hashes: keep it like the data.
Secrets of signed endpoints are in it sealed; the key is not: <data>/seal.key. Keep a copy of that apart from the backups, or
put it into this one with --with-key, which then opens its own secrets.
  scriptyard backup
  scriptyard backup --to /mnt/backups      copies it there too, when the server is on this machine
  scriptyard backup --with-key             restores whole on another machine`;

/** `scriptyard backup`: a whole copy of the data of a running server. */
export function backup(env: Env): Command {
  return new Command("backup")
    .description("Make a backup of a running server's data.")
    .addOption(serverOption(env.serverUrl))
    .option("--email <email>", "who signs in", env.adminEmail)
    .option("--to <folder>", "copy it here too")
    .option("--with-key", "put the key that opens its secrets into it, when the server is on this machine")
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
  const place = copied ?? made.folder;
  const key = sealKeyOf(made.folder);
  if (options.withKey) await addKey(key, place);
  if (options.json) return printJson({ ...made, copied, bytes, withKey: options.withKey === true });
  print(shown`${place}`);
  warn(shown`${made.files.length} files, ${(bytes / 1e6).toFixed(1)} MB`);
  warn(shown`${paint("yellow", "note")} ${options.withKey ? withKey : withoutKey(key)}`);
}

const withKey =
  "The key is in it: whoever reads this folder can sign requests in the names of your callers. Keep it where only you can read.";
const withoutKey = (key: string) =>
  `The key that opens secrets of signed endpoints is not in it: ${key}. Keep a copy of that apart, or use --with-key.`;

/** A server writes into `<data>/backups/<time>`; its key lies in `<data>`. */
function sealKeyOf(folder: string): string {
  return join(dirname(dirname(folder)), "seal.key");
}

async function addKey(file: string, folder: string): Promise<void> {
  let key: string;
  try {
    key = (await readWithin(file, 4_096)).toString("utf8");
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === "ENOENT" ? "is not on this machine" : String(error);
    throw new CommandError(
      `The backup was made without its key: ${file} cannot be read (${reason}). Run this as the server's user on its machine, or copy the key yourself.`,
      { cause: error },
    );
  }
  await writeFile(join(folder, "seal.key"), key, { mode: 0o600, flag: "wx" });
}

async function copy(folder: string, to: string): Promise<string> {
  if (!(await stat(folder).catch(() => null)))
    throw new CommandError(
      `The backup is at ${folder} on the server's machine, which is not this one: copy it from there.`,
    );
  const target = join(to, folder.split(/[\\/]/).at(-1)!);
  await cp(folder, target, { recursive: true, errorOnExist: true, force: false });
  // The place may be one that others read: password hashes are in it.
  await chmod(target, 0o700);
  for (const name of await readdir(target)) await chmod(join(target, name), 0o600);
  return target;
}
