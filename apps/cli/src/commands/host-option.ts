import type { Host } from "@scriptyard/host-kit";
import { hosts } from "@scriptyard/hosts";
import { Option } from "commander";
import { CommandError } from "../command-error.ts";

export const hostOption = (): Option =>
  new Option("--host <id>", "host the scripts are for").default(hosts[0]!.id);

/** @throws CommandError naming the hosts there are */
export function hostById(id: string): Host {
  const host = hosts.find((one) => one.id === id);
  if (host) return host;
  throw new CommandError(`There is no host "${id}". Known hosts: ${hosts.map((one) => one.id).join(", ")}.`);
}
