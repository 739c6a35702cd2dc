import { resolve } from "node:path";
import { Command } from "commander";
import type { Env } from "../env.ts";
import { serverProcess } from "../server/process.ts";
import { watchedServerProcess } from "../server/watched-process.ts";
import { configOption } from "./host-option.ts";

/** `scriptyard start`: the server, as a child that gets our signals and whose exit code is ours. */
export function start(env: Env): Command {
  return new Command("start")
    .description("Start the server: console, HTTP API and sandbox in one process.")
    .addOption(configOption(env))
    .option("--accept", "start although a host changed in a way that published scripts do not fit")
    .option("--watch", "load hosts anew when they change, while the server runs")
    .addHelpText(
      "after",
      "\nIt is set up with a configuration and environment variables; the README lists them.",
    )
    .action(run);
}

type Options = { config?: string; watch?: boolean; accept?: boolean };

async function run({ config, watch, accept }: Options): Promise<void> {
  const env = {
    ...(config !== undefined && { SCRIPTYARD_CONFIG: resolve(config) }),
    // Whoever is changing a host is told what does not fit, and goes on.
    ...((accept || watch) && { SCRIPTYARD_ACCEPT_HOSTS: "true" }),
  };
  if (watch) await watchedServerProcess(config === undefined ? {} : { config }, env);
  else await serverProcess([], env);
}
