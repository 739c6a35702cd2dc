import type { ConfigFile, Installation } from "@scriptyard/installation";
import { findConfig } from "@scriptyard/installation/find-config";
import { type Env, environment, readEnv } from "./env.ts";

/**
 * What the server is told from outside: the environment, and the configuration it names or that lies where the command was
 * typed. What is wrong with the configuration's text is told by `openHosts`, together with what is wrong with its hosts.
 *
 * @throws StartError; InstallationError where there is no such configuration, or more than one
 */
export async function readSettings(): Promise<{ env: Env; config: ConfigFile | null }> {
  const source = environment();
  const cwd = process.cwd();
  // Under npm and pnpm the working directory is the package's; INIT_CWD is where the command was typed.
  const folders = [...new Set([source.INIT_CWD || cwd, cwd])];
  const file = findConfig(source.SCRIPTYARD_CONFIG || null, folders);
  if (file === null) return { env: readEnv(source, cwd), config: null };
  const { openConfig } = await import("@scriptyard/installation");
  const config = await openConfig(file);
  return { env: readEnv(source, cwd, config), config };
}

/**
 * For commands that open the data and no hosts. A configuration that cannot be read says nothing of where the data lies:
 * such a command would work on a folder that nobody named.
 *
 * @throws StartError; InstallationError with every problem of the configuration
 */
export async function readDataSettings(): Promise<Env> {
  const { env, config } = await readSettings();
  if (config === null || config.problems.length === 0) return env;
  const { InstallationError } = await import("@scriptyard/installation");
  throw new InstallationError(config.shownAs, config.problems);
}

/** @throws InstallationError with every problem of the configuration and its hosts */
export async function openHosts(config: ConfigFile | null): Promise<Installation> {
  const { openInstallation } = await import("@scriptyard/installation");
  return openInstallation(config, { environment: environment(), serves: true });
}
