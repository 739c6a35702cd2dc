import { watch } from "node:fs";
import { basename, dirname } from "node:path";
import { findConfig } from "@scriptyard/installation";
import { CommandError } from "../command-error.ts";
import { type ConfigChoice, installed } from "../hosts/installed.ts";
import { print, shown, warn } from "../output/terminal.ts";
import { launchServer, onStopSignals } from "./process.ts";

/** Editors write in several steps; this long after the last of them a file is taken as whole. */
const settledMs = 200;

/**
 * Runs the server, and starts it anew whenever its configuration or a host changes. What is wrong with a change is told,
 * and the server goes on with what it had: everything was loaded once before the old one is stopped.
 *
 * @throws CommandError where there is no configuration to watch, or it is wrong from the start
 */
export async function watchedServerProcess(
  choice: ConfigChoice,
  env: { [name: string]: string },
): Promise<void> {
  const file = findConfig(choice.config ?? null, [process.cwd()]);
  if (file === null)
    throw new CommandError("There is no scriptyard.config.* here to watch. Make one with `scriptyard init`.");
  const { scriptFolders } = await installed({ config: file });
  let stopping = false;
  let again = false;
  let server = launchServer([], env);
  const look = settled(async () => {
    try {
      await installed({ config: file });
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      return warn(shown`${error.message}\nThe server goes on with what it had.`);
    }
    if (stopping) return;
    print(shown`A host or the configuration changed: starting anew.`);
    again = true;
    server.child.kill("SIGTERM");
  });
  const watched = new Set([file, `${dirname(file)}/.env`].map((one) => basename(one)));
  const watchers = [
    watch(dirname(file), (_event, name) => (name !== null && watched.has(name) ? look() : undefined)),
    ...[...scriptFolders.values()].map((scripts) =>
      watch(dirname(scripts), { recursive: true }, (_event, name) => (isDerived(name) ? undefined : look())),
    ),
  ];
  onStopSignals((signal) => {
    stopping = true;
    server.child.kill(signal);
  });
  let code = 0;
  for (;;) {
    again = false;
    code = await server.ended;
    // Ended by itself, or by whoever runs this: then so do we.
    if (stopping || !again) break;
    server = launchServer([], env);
  }
  for (const one of watchers) one.close();
  process.exitCode = code;
}

/** What `scriptyard host types` writes beside scripts. */
const isDerived = (name: string | null): boolean => /(\.d\.ts|tsconfig\.json)$/.test(name ?? "");

/** Calls once things have been still for a while. */
function settled(work: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  return () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      running = running.then(work).catch((error: unknown) => warn(shown`${String(error)}`));
    }, settledMs);
  };
}
