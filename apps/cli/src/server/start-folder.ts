import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { findConfig } from "@scriptyard/installation";
import { CommandError } from "../command-error.ts";

/**
 * The folder that a server is started in. Whoever has just made one with `init shop` and starts beside it means `shop`: it is
 * taken where nothing here is an installation, and it is the only one directly below.
 *
 * @param dir as it was typed; null = none was
 * @param data the data folder that a server here would have
 * @throws CommandError for a folder that is not there, and where several could be meant
 */
export function startFolder(dir: string | null, here: string, data: string): string {
  if (dir !== null) {
    const folder = resolve(here, dir);
    if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
    throw new CommandError(`There is no folder ${folder} to start in. Make one with \`scriptyard init\`.`);
  }
  if (findConfig(null, [here]) !== null || existsSync(resolve(here, data))) return here;
  const below = readdirSync(here, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
    .map(({ name }) => name)
    .filter((name) => findConfig(null, [join(here, name)]) !== null);
  const [only, ...others] = below;
  if (only === undefined) return here;
  if (others.length === 0) return join(here, only);
  throw new CommandError(
    `There is no scriptyard.config.* here, but in ${below.join(", ")}. Name the folder: scriptyard start ${only}.`,
  );
}
