import { Command } from "commander";
import { configOption } from "../commands/host-option.ts";
import { dirOption, jsonOption, realmOption, serverOption } from "../commands/options.ts";
import type { Env } from "../env.ts";
import { installedHosts } from "../hosts/installed.ts";
import { serverOf } from "../server/client.ts";
import { readBothSides } from "./both-sides.ts";

/** What each command about a folder and a realm of a server is told. */
export type SyncOptions = { dir: string; realm: string; server: string; config?: string; json?: boolean };

/** A command about a folder of script files and a realm of a server. */
export function syncCommand(name: string, env: Env): Command {
  return new Command(name)
    .addOption(dirOption(env.workFolder))
    .addOption(realmOption())
    .addOption(serverOption(env.serverUrl))
    .addOption(configOption(env))
    .addOption(jsonOption());
}

/** Both sides of it, with the hosts and the server that they are read with. */
export async function openSides(options: SyncOptions, env: Env, { mayBeMissing = false } = {}) {
  const hosts = await installedHosts(options);
  const server = serverOf({ server: options.server, token: env.token });
  return { hosts, server, both: await readBothSides(server, { ...options, hosts, mayBeMissing }) };
}
