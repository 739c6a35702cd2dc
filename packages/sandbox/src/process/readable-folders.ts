import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { addressesOf } from "../pool/host-modules.ts";
import type { HostModules } from "../types.ts";

/**
 * Folders that must be readable to import these modules: the package each lies in, and the packages those depend on,
 * links and their targets. A module outside of any package brings its own folder. Each ends with a separator.
 */
export function readableFolders(addresses: readonly string[]): string[] {
  const found = new Set<string>();
  for (const address of addresses) {
    if (!address.startsWith("file:")) continue;
    const file = fileURLToPath(address);
    for (const path of new Set([file, realOf(file)])) {
      const root = packageRoot(dirname(path));
      if (root) addPackage(root, found);
      else found.add(dirname(path) + sep);
    }
  }
  return [...found].sort();
}

/** Of the modules of all hosts. */
export function allAddresses(hostModules: HostModules): string[] {
  return Object.values(hostModules).flatMap(addressesOf);
}

function addPackage(root: string, found: Set<string>): void {
  if (found.has(root + sep)) return;
  found.add(root + sep);
  for (const name of dependenciesOf(root)) {
    const place = findPackage(root, name);
    if (!place) continue;
    // Resolution asks for the link, loading for what it leads to; without a link they are one.
    addPackage(realOf(place), found);
    found.add(place + sep);
  }
}

function packageRoot(from: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (dirname(folder) === folder) return null;
  }
}

/** Where Node looks for a package: `node_modules` here and in every folder above. */
function findPackage(from: string, name: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const place = join(folder, "node_modules", name);
    if (existsSync(place)) return place;
    if (dirname(folder) === folder) return null;
  }
}

function dependenciesOf(root: string): string[] {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<string, unknown>;
  return ["dependencies", "optionalDependencies", "peerDependencies"].flatMap((kind) =>
    Object.keys((manifest[kind] as object | undefined) ?? {}),
  );
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
