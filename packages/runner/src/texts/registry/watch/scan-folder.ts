import type { BigIntStats, Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { isIgnoredFile, isIgnoredFolder } from "../script-path.ts";

/** What lies in the scripts folder now. Paths are relative, with `/`. */
export type Scan = {
  /** Path → what tells one state of the file from another. */
  files: Map<string, string>;
  /** Folders to watch → inode, so that a folder that was replaced is noticed. The root is `""`. */
  folders: Map<string, string>;
  /** Folders that are links out of the scripts folder, and files beyond the most that are read. */
  refused: string[];
};

/** Files of one scripts folder. More is a mistake, such as a link to somebody's home. */
const mostFiles = 10_000;

/** Root, realm or module, module: scripts lie no deeper. */
const deepest = 2;

/** Looks at the whole folder. A folder that is not there is empty. */
export async function scanFolder(root: string): Promise<Scan> {
  const scan: Scan = { files: new Map(), folders: new Map(), refused: [] };
  const real = await realpath(root).catch(() => null);
  if (real !== null) await scanInto(scan, { root, real }, "", 0);
  return scan;
}

/** State of one file; null when there is none, or it is a folder. */
export async function fingerprint(file: string): Promise<string | null> {
  const found = await statOf(file);
  return found === null || found.isDirectory() ? null : fingerprintOf(found);
}

export function isEmptyFile(state: string | null): boolean {
  return state?.startsWith("0:") ?? false;
}

async function scanInto(
  scan: Scan,
  at: { root: string; real: string },
  folder: string,
  depth: number,
): Promise<void> {
  const path = join(at.root, folder);
  const self = await statOf(path);
  if (self === null) return;
  scan.folders.set(folder, `${self.dev}:${self.ino}`);
  const entries: Dirent[] = await readdir(path, { withFileTypes: true }).catch(() => []);
  await Promise.all(
    entries.map(async (entry) => {
      const relative = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const found = await statOf(join(at.root, relative));
      if (found?.isDirectory()) {
        if (isIgnoredFolder(entry.name) || depth >= deepest) return;
        if (entry.isSymbolicLink() && (await leadsOut(at, relative))) scan.refused.push(relative);
        else await scanInto(scan, at, relative, depth + 1);
      } else if (!isIgnoredFile(entry.name)) {
        if (scan.files.size >= mostFiles) scan.refused.push(relative);
        else if (found !== null) scan.files.set(relative, fingerprintOf(found));
      }
    }),
  );
}

async function leadsOut({ root, real }: { root: string; real: string }, relative: string): Promise<boolean> {
  const target = await realpath(join(root, relative)).catch(() => null);
  return target === null || !target.startsWith(real + sep);
}

function statOf(path: string): Promise<BigIntStats | null> {
  return stat(path, { bigint: true }).catch(() => null);
}

/** The inode tells a replaced file, the change time a file that kept size and modification time. */
export function fingerprintOf({ size, ino, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${size}:${ino}:${mtimeNs}:${ctimeNs}`;
}
