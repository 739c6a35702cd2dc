import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { CommandError } from "../command-error.ts";

const main = fileURLToPath(new URL("../../../server/dist/main.js", import.meta.url));

/** `scriptyard start`: the server, as a child that gets our signals and whose exit code is ours. */
export function start(): Command {
  return new Command("start")
    .description("Start the server: console, HTTP API and sandbox in one process.")
    .addHelpText("after", "\nIt is set up with environment variables; the README lists them.")
    .action(run);
}

async function run(): Promise<void> {
  if (!existsSync(main))
    throw new CommandError("The server is not built here. Run `npm start` in the repository once.");
  const child = spawn(process.execPath, [main], { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((resolve, reject) => {
    child.on("error", (error) => reject(new CommandError(`The server did not start: ${error.message}`)));
    child.on("close", (code) => resolve(code ?? 1));
  });
}
