import { rename, rm, writeFile } from "node:fs/promises";

/**
 * Writes a file whole or not at all: beside it, then in its place, so that an editor never sees half a text. A link that lies
 * where it is written beside is not followed: a folder that people share may hold any.
 */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const beside = `${path}.new`;
  await rm(beside, { force: true });
  await writeFile(beside, content, { flag: "wx" });
  await rename(beside, path);
}
