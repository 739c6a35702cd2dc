import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CommandError } from "../command-error.ts";
import { inheritedEnvironment, isUnderNpm } from "../env.ts";
import { whenOrphaned } from "./when-orphaned.ts";

const main = fileURLToPath(new URL("../../../server/dist/main.js", import.meta.url));

type Variables = { [name: string]: string };

/** Runs the server's program as a child that gets our signals and our terminal; its exit code becomes ours. */
export async function serverProcess(args: string[], env: Variables = {}): Promise<void> {
  const { child, ended } = launchServer(args, env);
  onStopSignals((signal) => child.kill(signal));
  process.exitCode = await ended;
}

/** @throws CommandError where there is nothing to run; `ended` is the exit code, or fails with one */
export function launchServer(
  args: string[],
  env: Variables = {},
): { child: ChildProcess; ended: Promise<number> } {
  if (!existsSync(main))
    throw new CommandError("The server is not built here. Run `npm start` in the repository once.");
  const options = { stdio: "inherit", env: { ...inheritedEnvironment(), ...env } } as const;
  const child = spawn(process.execPath, [main, ...args], options);
  const ended = new Promise<number>((resolve, reject) => {
    child.on("error", (error) => reject(new CommandError(`The server did not start: ${error.message}`)));
    child.on("close", (code) => resolve(code ?? 1));
  });
  return { child, ended };
}

/** Calls `stop` whenever somebody wants us to end. */
export function onStopSignals(stop: (signal: NodeJS.Signals) => void): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(signal));
  if (isUnderNpm()) whenOrphaned(() => stop("SIGTERM"));
}
