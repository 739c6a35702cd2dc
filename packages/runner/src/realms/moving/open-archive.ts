import type { Realm } from "@scriptyard/model";
import { movedOf } from "./files.ts";
import type { MovedScript } from "./types.ts";
import { unpackFiles } from "./zip.ts";

/** A script as an archive has it; `live` is the text that runs, null where none does. */
export type ArchivedScript = MovedScript;

/**
 * The scripts of an archive, and the schema of its realm's settings, which is a part of their types.
 *
 * @throws Fault `bad_request` naming the file that is wrong and the remedy; `too_large`
 */
export async function openArchive(
  archive: Uint8Array,
): Promise<{ scripts: ArchivedScript[]; settingsSchema: Realm["settingsSchema"] }> {
  const { scripts, settings } = await movedOf(await unpackFiles(archive));
  return { scripts, settingsSchema: settings?.settingsSchema ?? {} };
}
