import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { InstallationError } from "../installation-error.ts";

/** In the order they are looked for; two of them side by side are a mistake that is told. */
const names = ["ts", "js", "mjs", "json"].map((extension) => `scriptyard.config.${extension}`);

/**
 * The configuration of an installation; null for one that has none.
 *
 * @param given as somebody named it, from the first folder; null = nobody did
 * @param folders where to look, one after the other; not above them: a file far up must not change what runs here
 * @throws InstallationError when the one that was named is not there, or a folder holds two
 */
export function findConfig(given: string | null, folders: readonly string[]): string | null {
  const [first = "."] = folders;
  if (given !== null) {
    const file = resolve(first, given);
    if (existsSync(file)) return file;
    throw new InstallationError(given, [{ path: "file", message: `there is none at ${file}` }]);
  }
  for (const folder of folders) {
    const found = names.filter((name) => existsSync(join(folder, name)));
    if (found.length > 1)
      throw new InstallationError(found[0]!, [
        { path: "file", message: `${found.slice(1).join(", ")} lies beside it; keep one` },
      ]);
    if (found.length === 1) return resolve(folder, found[0]!);
  }
  return null;
}
