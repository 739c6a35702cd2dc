import type { Host } from "@scriptyard/host-kit";
import {
  builtIn,
  findConfig,
  type Installation,
  InstallationError,
  openConfig,
  openInstallation,
} from "@scriptyard/installation";
import { CommandError } from "../command-error.ts";
import { inheritedEnvironment } from "../env.ts";

/** `--config`, where a command has it: otherwise the one of the environment, or of the working directory. */
export type ConfigChoice = { config?: string };

/**
 * The hosts a command works with: those of the configuration, or those that come with Scriptyard.
 *
 * @throws CommandError with every problem of the configuration and its hosts
 */
export async function installedHosts(choice: ConfigChoice): Promise<readonly Host[]> {
  return (await installed(choice)).hosts;
}

/** @throws CommandError with every problem of the configuration and its hosts */
export async function installed({ config }: ConfigChoice): Promise<Installation> {
  try {
    const file = findConfig(config ?? null, [process.cwd()]);
    if (file === null) return builtIn;
    return await openInstallation(await openConfig(file), { environment: inheritedEnvironment() });
  } catch (error) {
    if (error instanceof InstallationError) throw new CommandError(error.message, { cause: error });
    throw error;
  }
}
