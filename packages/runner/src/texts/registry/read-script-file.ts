import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, open, realpath } from "node:fs/promises";
import { join, sep } from "node:path";
import { grouped, sourceLimits } from "@scriptyard/model";
import { fingerprintOf } from "./watch/scan-folder.ts";

export type TextRead = { kind: "text"; source: string; sha256: string; changedAt: number };

/** What a file holds, or why it cannot be a script. */
export type FileRead =
  | TextRead
  | { kind: "problem"; problem: string; changedAt: number }
  | { kind: "absent" }
  /** Somebody wrote while we read; the watcher reports that write too. */
  | { kind: "moving" };

/**
 * Reads one file of the scripts folder, trusting nothing about it: links that lead out, devices and pipes, size and
 * encoding are refused in words.
 *
 * @param folder absolute path of the scripts folder
 * @param path relative to it
 * @param settled state that was found still, from `fingerprint` (null = gone): between that and the read somebody may have
 *   begun to write, and then it is `moving`. Without it, whatever lies there is read.
 */
export async function readScriptFile(
  folder: string,
  path: string,
  settled?: string | null,
): Promise<FileRead> {
  let handle: FileHandle | undefined;
  try {
    const root = await realpath(folder);
    const real = await realpath(join(folder, path));
    if (!real.startsWith(root + sep)) return refused("is a link to a place outside of the scripts folder");
    // Without O_NONBLOCK opening a pipe waits for a writer; with O_NOFOLLOW a link swapped in just now is refused.
    handle = await open(real, constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW);
    return await readOpened(handle, settled);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR")
      return { kind: typeof settled === "string" ? "moving" : "absent" };
    if (code === "ELOOP") return refused("is a link that leads nowhere");
    if (code === "EACCES" || code === "EPERM") return refused("may not be read by the server");
    if (code === "ENXIO" || code === "EISDIR") return refused("is no ordinary file");
    return refused(`cannot be read (${typeof code === "string" ? code : "unknown"})`);
  } finally {
    await handle?.close();
  }
}

async function readOpened(handle: FileHandle, settled: string | null | undefined): Promise<FileRead> {
  const before = await handle.stat({ bigint: true });
  if (settled !== undefined && fingerprintOf(before) !== settled) return { kind: "moving" };
  const changedAt = Number(before.mtimeMs);
  if (!before.isFile()) return refused("is no ordinary file", changedAt);
  if (before.size > sourceLimits.bytes)
    return refused(`is larger than ${grouped(sourceLimits.bytes)} bytes`, changedAt);
  if (before.size === 0n) return refused("is empty", changedAt);
  const bytes = Buffer.alloc(Number(before.size) + 1);
  const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
  const after = await handle.stat({ bigint: true });
  if (bytesRead !== Number(before.size) || after.mtimeNs !== before.mtimeNs || after.size !== before.size)
    return { kind: "moving" };
  const content = bytes.subarray(0, bytesRead);
  const sha256 = createHash("sha256").update(content).digest("hex");
  try {
    return { kind: "text", source: utf8.decode(content), sha256, changedAt };
  } catch {
    return refused("is not UTF-8. Save it in that encoding", changedAt);
  }
}

/** Throws on invalid bytes; drops a byte-order mark, as editors do. */
const utf8 = new TextDecoder("utf-8", { fatal: true });

function refused(problem: string, changedAt = Date.now()): FileRead {
  return { kind: "problem", problem: `The file ${problem}.`, changedAt };
}
