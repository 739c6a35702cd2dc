import { resolve } from "node:path";
import { Command } from "commander";
import { serverProcess } from "../server/process.ts";
import { watchedServerProcess } from "../server/watched-process.ts";

/** `scriptyard start`: the server, as a child that gets our signals and whose exit code is ours. */
export function start(): Command {
  return new Command("start")
    .description("Start the server: console, HTTP API and sandbox in one process.")
    .option("--config <file>", "configuration (default: SCRIPTYARD_CONFIG, or scriptyard.config.* here)")
    .option("--watch", "start anew when the configuration or a host changes")
    .addHelpText(
      "after",
      "\nIt is set up with a configuration and environment variables; the README lists them.",
    )
    .action(run);
}

async function run({ config, watch }: { config?: string; watch?: boolean }): Promise<void> {
  const env = config === undefined ? {} : { SCRIPTYARD_CONFIG: resolve(config) };
  if (watch) await watchedServerProcess(config === undefined ? {} : { config }, env);
  else await serverProcess([], env);
}
