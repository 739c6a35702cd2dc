import type { Host } from "@scriptyard/host-kit";
import { Option } from "commander";
import { CommandError } from "../command-error.ts";
import type { Env } from "../env.ts";

export const hostOption = (): Option =>
  new Option("--host <id>", "host the scripts are for (default: the first one)");

export const configOption = ({ configFile }: Env): Option => {
  const option = new Option(
    "--config <file>",
    "configuration with the hosts (default: scriptyard.config.* here)",
  );
  return configFile === null ? option : option.default(configFile);
};

/**
 * @param id null = the first
 * @throws CommandError naming the hosts there are
 */
export function hostById(hosts: readonly Host[], id: string | undefined): Host {
  const host = id === undefined ? hosts[0] : hosts.find((one) => one.id === id);
  if (host) return host;
  throw new CommandError(`There is no host "${id}". Known hosts: ${hosts.map((one) => one.id).join(", ")}.`);
}
