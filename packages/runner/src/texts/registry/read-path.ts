import type { Host } from "@scriptyard/host-kit";
import { isModule } from "./claims.ts";
import { type FileRead, readScriptFile } from "./read-script-file.ts";
import { parseScriptPath, type ScriptPath } from "./script-path.ts";

/** What lies at a path of a scripts folder. */
export type PathRead =
  | { kind: "script"; at: ScriptPath; read: Exclude<FileRead, { kind: "absent" | "moving" }> }
  /** A file that cannot be a script of any name, and what to do about it. */
  | { kind: "stray"; message: string }
  /** Being written just now. */
  | { kind: "moving" }
  /** Not there, or nothing of ours. */
  | { kind: "absent" };

/**
 * Reads one path of a scripts folder: its name, then its bytes.
 *
 * @param folder absolute path
 * @param path relative to it, with `/`
 * @param settled the state it must be in to be read, from `fingerprint`; a file in another one is `moving`
 */
export async function readPath(
  folder: string,
  path: string,
  hosts: readonly Host[],
  settled?: string | null,
): Promise<PathRead> {
  const parsed = parseScriptPath(path);
  if (parsed.kind === "ignored") return { kind: "absent" };
  const read = await readScriptFile(folder, path, settled);
  if (read.kind === "moving" || read.kind === "absent") return { kind: read.kind };
  if (parsed.kind === "script") return { kind: "script", at: parsed.at, read };
  // The folder may be somebody's for other things too: only where scripts of ours live another language is a mistake.
  if (parsed.kind === "foreign" && !isModule(hosts, parsed.module)) return { kind: "absent" };
  return { kind: "stray", message: parsed.message };
}
