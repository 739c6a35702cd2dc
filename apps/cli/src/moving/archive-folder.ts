import { lstat, mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { moveBounds, movedPath, packFiles, unpackFiles } from "@scriptyard/runner/realm-archive";
import { CommandError } from "../command-error.ts";
import { writeWhole } from "../output/write-whole.ts";

/** Whether somebody means a file, not a folder. */
const isZip = (path: string): boolean => path.endsWith(".zip");

/**
 * Writes an archive where somebody wants it: as it is for a path that ends in `.zip`, else as a folder of its files. What such
 * a folder holds of an earlier export, and the archive does not, is removed; a folder of anything else is left alone.
 *
 * @returns paths that were written or removed
 * @throws CommandError for a folder that holds something else, and for an archive of something else
 */
export async function writeArchive(
  archive: Uint8Array,
  to: string,
): Promise<{ written: string[]; removed: string[] }> {
  const place = resolve(to);
  if (isZip(place)) {
    await mkdir(dirname(place), { recursive: true });
    await writeWhole(place, archive);
    return { written: [to], removed: [] };
  }
  const files = await unpackFiles(archive);
  // Whoever sends it may be another server than somebody thinks.
  const stray = [...files.keys()].find((path) => !exportedPath.test(path));
  if (stray !== undefined)
    throw new CommandError(`The archive has ${stray}, which no export writes. Nothing was written to ${to}.`);
  const there = await filesBelow(place, true);
  if (there.length > 0 && !there.includes(manifest))
    throw new CommandError(
      `${to} is a folder of something else: it has no ${manifest}. Name an empty folder, or one that was exported to before.`,
    );
  await mkdir(place, { recursive: true });
  for (const folder of new Set([...files.keys()].map(dirname))) await ownFolder(place, folder);
  // First, so that a folder that is half written is known as what it is.
  for (const [path, text] of files) {
    await writeWhole(join(place, path), text);
  }
  const removed = there.filter((path) => !files.has(path) && isOfExport(path, there));
  for (const path of removed) await rm(join(place, path));
  return { written: [...files.keys()], removed };
}

const manifest = "scriptyard.json";

/** What an export writes, and nothing of what people may keep beside it: a `package.json`, a folder of their own. */
const exportedPath =
  /^(?:(?:scriptyard|settings|policy)\.json|(?:flows|triggers)\/[^/.]+\.json|scripts\/[^/]+\/[^/.]+(?:\.samples|\.live)?\.[a-z]+)$/;

/** A text is a script's where the script's facts stand beside it. */
function isOfExport(path: string, there: readonly string[]): boolean {
  if (!exportedPath.test(path)) return false;
  return !path.startsWith("scripts/") || there.includes(path.replace(/\.[^/]*$/, ".json"));
}

/**
 * Makes a folder below the one that was named, which is somebody's working copy: what lies there may come from others.
 *
 * @throws CommandError for a link or a file in its place: through a link it would write elsewhere
 */
async function ownFolder(place: string, folder: string): Promise<void> {
  let at = place;
  for (const part of folder.split("/").filter((one) => one !== ".")) {
    at = join(at, part);
    const there = await lstat(at).catch(() => null);
    if (there === null) await mkdir(at);
    else if (!there.isDirectory())
      throw new CommandError(`${at} is no folder, but a link or a file. Take it away, or export elsewhere.`);
  }
}

/**
 * The archive that a path holds: a zip, or a folder as an export writes one. Files whose names begin with a dot are left out.
 *
 * @throws CommandError saying what is there instead
 */
export async function readArchive(from: string): Promise<Uint8Array> {
  const place = resolve(from);
  const found = await stat(place).catch(() => null);
  if (found === null)
    throw new CommandError(`There is no ${from}. Name a folder or a zip that was exported.`);
  if (found.isFile()) {
    if (found.size > moveBounds.packedBytes)
      throw new CommandError(
        `${from} has more than ${moveBounds.packedBytes / 1e6} MB. Export a part of the realm.`,
      );
    return readFile(place);
  }
  const paths = await filesBelow(place, false);
  if (!paths.includes(manifest))
    throw new CommandError(`${from} has no ${manifest}: it is no folder that was exported.`);
  let bytes = 0;
  const files: [string, string][] = [];
  for (const path of paths.sort()) {
    bytes += (await stat(join(place, path))).size;
    if (bytes > moveBounds.bytes)
      throw new CommandError(`${from} holds more than ${moveBounds.bytes / 1e6} MB. Import a part of it.`);
    files.push([path, utf8(await readFile(join(place, path)), path)]);
  }
  return packFiles(files);
}

function utf8(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new CommandError(`${path} is not UTF-8. Only texts are moved; take it out.`, { cause });
  }
}

/**
 * Paths below a folder, with forward slashes; none for a folder that is not there. Links are not followed.
 *
 * @param own only those that an export writes
 */
async function filesBelow(root: string, own: boolean): Promise<string[]> {
  const found: string[] = [];
  const look = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(join(root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      if (entry.name.startsWith(".")) continue;
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && depth < 3) await look(path, depth + 1);
      else if (entry.isFile() && (!own || movedPath.test(path))) found.push(path);
      if (found.length > moveBounds.files)
        throw new CommandError(
          `${root} has more than ${moveBounds.files} files. Name a folder that was exported.`,
        );
    }
  };
  const place = await lstat(root).catch(() => null);
  if (place !== null) await look("", 0);
  return found;
}
