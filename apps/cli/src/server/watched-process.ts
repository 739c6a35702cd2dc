import { resolve } from "node:path";
import {
  type ConfigFile,
  findConfig,
  isSameServer,
  openConfig,
  watchInstallation,
} from "@scriptyard/installation";
import { CommandError } from "../command-error.ts";
import { inheritedEnvironment } from "../env.ts";
import { type ConfigChoice, installed } from "../hosts/installed.ts";
import { print, shown, warn } from "../output/terminal.ts";
import { launchServer, onStopSignals } from "./process.ts";

/**
 * Runs the server, which loads hosts and realms anew by itself when they change, and starts it anew when its own settings or
 * `.env` do: those hold for a process. Everything is loaded once before the old one is stopped; what is wrong the server
 * tells, and goes on. Where a new one does not start all the same, the next change is waited for.
 *
 * @throws CommandError where there is no configuration to watch, or it is wrong from the start
 */
export async function watchedServerProcess(
  choice: ConfigChoice,
  given: { [name: string]: string },
): Promise<void> {
  const file = findConfig(choice.config ?? null, [process.cwd()]);
  if (file === null)
    throw new CommandError("There is no scriptyard.config.* here to watch. Make one with `scriptyard init`.");
  const followed = await installed({ config: file });
  const env = { ...given, SCRIPTYARD_WATCH: "true" };
  let config = await openConfig(file);
  let stopping = false;
  let again = false;
  let runs = true;
  let wake = () => {};
  let server = launchServer([], env);
  const startAnew = (next: ConfigFile): void => {
    config = next;
    print(shown`The configuration changed: starting anew.`);
    again = true;
    server.child.kill("SIGTERM");
    wake();
  };
  const watching = watchInstallation({
    file,
    code: followed,
    dataDir: dataFolderOf(config, env),
    async changed() {
      const next = await openConfig(file);
      if (stopping || (runs && (next.problems.length > 0 || isSameServer(config, next)))) return;
      try {
        await installed({ config: file });
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        // A server that runs has told it.
        if (!runs) warn(shown`${error.message}`);
        return;
      }
      if (!stopping) startAnew(next);
    },
    failed: (error) => warn(shown`${String(error)}`),
  });
  onStopSignals((signal) => {
    stopping = true;
    server.child.kill(signal);
    wake();
  });
  let code = 0;
  for (let anew = false; ; anew = true) {
    again = false;
    runs = true;
    code = await server.ended;
    if (!stopping && !again) {
      // Ended by itself, or by whoever runs this: then so do we.
      if (!anew || code === 0) break;
      warn(shown`The server ended. It is started anew at the next change.`);
      runs = false;
      await new Promise<void>((changed) => {
        wake = changed;
      });
    }
    if (stopping) break;
    server = launchServer([], env);
  }
  watching[Symbol.dispose]();
  process.exitCode = code;
}

/** As the server reads it. */
function dataFolderOf({ folder, server, dotEnv }: ConfigFile, env: { [name: string]: string }): string {
  const variable = { ...dotEnv, ...inheritedEnvironment(), ...env }.SCRIPTYARD_DATA;
  return variable ? resolve(variable) : resolve(folder, server.dataDir ?? "data");
}
