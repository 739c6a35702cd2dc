import { Command } from "commander";
import { serverProcess } from "../server/process.ts";

/** `scriptyard start`: the server, as a child that gets our signals and whose exit code is ours. */
export function start(): Command {
  return new Command("start")
    .description("Start the server: console, HTTP API and sandbox in one process.")
    .addHelpText("after", "\nIt is set up with environment variables; the README lists them.")
    .action(run);
}

async function run(): Promise<void> {
  await serverProcess([]);
}
