import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join } from "node:path";

/**
 * Calls when a file changes, in the folder or below it. Packages and dot folders are left out, and with them most of what a
 * folder of a product holds: each folder below costs a watcher of the system.
 *
 * @param left whether something directly in the folder, or a file below, is left out; absolute path
 * @param followed which of the other files count
 */
export function watchFolder(
  folder: string,
  { left, followed }: { left: (path: string) => boolean; followed: (path: string) => boolean },
  changed: () => void,
): FSWatcher[] {
  const wanted = (name: string) =>
    name !== "node_modules" && !name.startsWith(".") && !left(join(folder, name));
  const below = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && wanted(entry.name))
    .map(({ name }) => join(folder, name));
  return [
    watch(folder, (_event, name) =>
      name !== null && wanted(name) && followed(name) ? changed() : undefined,
    ),
    ...below.map((one) =>
      watch(one, { recursive: true }, (_event, name) =>
        name === null || (!left(join(one, name)) && followed(name)) ? changed() : undefined,
      ),
    ),
  ];
}
