import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { FileSystem } from "typescript/unstable/fs";

/** Only the given files exist, and TypeScript's own `lib.*.d.ts`. */
export function virtualFileSystem(files: ReadonlyMap<string, string>): FileSystem {
  return {
    // `undefined` would mean: read the real file. Everything unknown is answered as absent.
    readFile: (path) => files.get(path) ?? (isLibrary(path) ? undefined : null),
    fileExists: (path) => files.has(path) || isLibrary(path),
    directoryExists: (path) => hasFilesBelow(files, path),
    getAccessibleEntries: () => ({ files: [], directories: [] }),
    realpath: (path) => path,
  };
}

/** Where TypeScript's declarations of the language live on this machine; never to be shown to authors. */
export const libraryFolder = findLibraryFolder();

function isLibrary(path: string): boolean {
  const unix = path.replaceAll("\\", "/");
  return (
    unix.startsWith(libraryFolder) && /^\/lib(\.[a-z0-9]+)*\.d\.ts$/.test(unix.slice(libraryFolder.length))
  );
}

function hasFilesBelow(files: ReadonlyMap<string, string>, folder: string): boolean {
  const prefix = folder.endsWith("/") ? folder : `${folder}/`;
  for (const path of files.keys()) if (path.startsWith(prefix)) return true;
  return false;
}

function findLibraryFolder(): string {
  const typescript = createRequire(import.meta.url).resolve("typescript/package.json");
  const platform = `@typescript/typescript-${process.platform}-${process.arch}/package.json`;
  const folder = join(dirname(createRequire(typescript).resolve(platform)), "lib");
  return folder.replaceAll("\\", "/");
}
