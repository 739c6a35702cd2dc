import { existsSync, statSync } from "node:fs";
import { dirname, isAbsolute, join, resolve } from "node:path";

/** Files that a host's folder may define it in, in the order they are looked for. */
const names = ["ts", "mts", "js", "mjs", "json"].map((extension) => `host.${extension}`);

/**
 * The file a host is defined in.
 *
 * @param named a folder or file from the configuration's folder (`./hosts/shop`), or the name of a package
 */
export async function findHost(
  named: string,
  configFile: string,
): Promise<{ file: string } | { problem: string }> {
  if (!/^\.{1,2}(\/|$)/.test(named) && !isAbsolute(named)) {
    const { findPackage } = await import("../config/import-code.ts");
    const found = findPackage(configFile, named);
    if (found !== undefined && isAbsolute(pathOf(found))) return { file: pathOf(found) };
    return {
      problem: `there is no package "${named}" here, and no host of Scriptyard has this id; a folder begins with ./`,
    };
  }
  const place = resolve(dirname(configFile), named);
  if (!existsSync(place)) return { problem: `there is nothing at ${place}` };
  if (!statSync(place).isDirectory()) return { file: place };
  const found = names.filter((name) => existsSync(join(place, name)));
  if (found.length === 1) return { file: join(place, found[0]!) };
  return {
    problem:
      found.length === 0
        ? `the folder ${place} defines no host: it needs a host.ts, host.js or host.json`
        : `the folder holds ${found.join(" and ")}; keep one`,
  };
}

const pathOf = (address: string): string =>
  address.startsWith("file:") ? decodeURIComponent(new URL(address).pathname) : address;
