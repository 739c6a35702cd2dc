import { watch } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { findConfig, openConfig } from "@scriptyard/installation";
import { CommandError } from "../command-error.ts";
import { inheritedEnvironment } from "../env.ts";
import { type ConfigChoice, installed } from "../hosts/installed.ts";
import { print, shown, warn } from "../output/terminal.ts";
import { launchServer, onStopSignals } from "./process.ts";
import { watchFolder } from "./watch-folder.ts";

/** Editors write in several steps; this long after the last of them a file is taken as whole. */
const settledMs = 200;

/**
 * Runs the server, and starts it anew whenever its configuration or a host changes. What is wrong with a change is told,
 * and the server goes on with what it had: everything was loaded once before the old one is stopped. Where the new one does
 * not start all the same, the next change is waited for.
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
  const dataDir = await dataFolderOf(file, env);
  let stopping = false;
  let again = false;
  let wake = () => {};
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
    wake();
  });
  const watched = new Set([file, `${dirname(file)}/.env`].map((one) => basename(one)));
  const watchers = [
    watch(dirname(file), (_event, name) => (name !== null && watched.has(name) ? look() : undefined)),
    ...[...scriptFolders.values()].flatMap((scripts) =>
      // A host may lie at the root of the installation, where the server writes its data.
      watchFolder(dirname(scripts), (path) => path === dataDir || isDerived(path), look),
    ),
  ];
  onStopSignals((signal) => {
    stopping = true;
    server.child.kill(signal);
    wake();
  });
  let code = 0;
  for (let anew = false; ; anew = true) {
    again = false;
    code = await server.ended;
    if (!stopping && !again) {
      // Ended by itself, or by whoever runs this: then so do we.
      if (!anew || code === 0) break;
      warn(shown`The server ended. It is started anew at the next change.`);
      await new Promise<void>((changed) => {
        wake = changed;
      });
    }
    if (stopping) break;
    server = launchServer([], env);
  }
  for (const one of watchers) one.close();
  process.exitCode = code;
}

/** As the server reads it. */
async function dataFolderOf(file: string, env: { [name: string]: string }): Promise<string> {
  const { folder, server, dotEnv } = await openConfig(file);
  const variable = { ...dotEnv, ...inheritedEnvironment(), ...env }.SCRIPTYARD_DATA;
  return variable ? resolve(variable) : resolve(folder, server.dataDir ?? "data");
}

/** What `scriptyard host types` writes beside scripts. */
const isDerived = (path: string): boolean => /(\.d\.ts|tsconfig\.json)$/.test(path);

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
