import type { Host } from "@scriptyard/host-kit";
import { type PathRead, readPath } from "./read-path.ts";
import type { KnownFiles } from "./slots.ts";
import { scanFolder } from "./watch/scan-folder.ts";

/** Everything that lies in a scripts folder now. */
export type FolderRead = {
  files: KnownFiles;
  /** Files that cannot be scripts → why. */
  strays: Map<string, string>;
  /** Links out of the folder, and files beyond the most that are read. */
  refused: readonly string[];
};

/** Files read side by side. */
const atOnce = 64;

/**
 * Reads a scripts folder once.
 *
 * @param folder absolute path; one that is not there is empty
 */
export async function readFolder(folder: string, hosts: readonly Host[]): Promise<FolderRead> {
  const { files: there, refused } = await scanFolder(folder);
  return { ...(await readPaths(folder, [...there.keys()], hosts)), refused };
}

/** Reads these paths; what is being written is waited for. */
export async function readPaths(
  folder: string,
  paths: readonly string[],
  hosts: readonly Host[],
): Promise<Pick<FolderRead, "files" | "strays">> {
  const files: KnownFiles = new Map();
  const strays = new Map<string, string>();
  for (let from = 0; from < paths.length; from += atOnce) {
    const portion = paths.slice(from, from + atOnce);
    const reads = await Promise.all(portion.map((path) => readStill(folder, path, hosts)));
    for (const [index, found] of reads.entries()) {
      const path = portion[index]!;
      if (found.kind === "script") files.set(path, found);
      else if (found.kind === "stray") strays.set(path, found.message);
    }
  }
  return { files, strays };
}

const tries = 20;
const pauseMs = 25;

async function readStill(folder: string, path: string, hosts: readonly Host[]): Promise<PathRead> {
  for (let left = tries; left > 1; left--) {
    const found = await readPath(folder, path, hosts);
    if (found.kind !== "moving") return found;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  return readPath(folder, path, hosts);
}
