import type { ConfigFile, Installation } from "@scriptyard/installation";
import { findConfig } from "@scriptyard/installation/find-config";
import { type Env, environment, readEnv } from "./env.ts";

/**
 * What the server is told from outside: the environment, and the configuration it names or that lies where the command was
 * typed.
 *
 * @throws StartError, InstallationError with every problem
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

/** @throws InstallationError with every problem of the configuration and its hosts */
export async function openHosts(config: ConfigFile | null): Promise<Installation> {
  const { openInstallation } = await import("@scriptyard/installation");
  return openInstallation(config, { environment: environment(), requireSecrets: true });
}
