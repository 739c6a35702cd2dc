import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import { isIgnoredFile } from "../script-path.ts";
import { createAlarm } from "./alarm.ts";
import { fingerprint, isEmptyFile, type Scan, scanFolder } from "./scan-folder.ts";

export type FolderWatcher = AsyncDisposable & {
  /** What lay there when the watch began. */
  readonly first: Scan;
  /** `events` of the operating system, or `polling` where it gives none. */
  mode(): "events" | "polling" | "off";
  /** Links out of the folder and the like, as last seen. */
  refused(): readonly string[];
};

export type WatchOptions = {
  /**
   * Called with a path whose file has changed, appeared or gone, once it has been the same for `stableMs`, and with the
   * state it has been in (`fingerprint`; null = gone). Whoever reads it later must find that state, or it changes again.
   */
  onSettled: (path: string, state: string | null) => void;
  /** Default 50. */
  stableMs?: number;
};

/** How often the whole folder is looked at: a net for events that never came (network drives, container mounts). */
const rescanMs = { events: 10_000, polling: 400 } as const;

/** A write is more than one event: the first look waits for most of them. */
const firstLookMs = 5;

/** A path in doubt: what was seen, since when, and when to look again. */
type Doubt = { state: string | null; since: number; lookAt: number };

/**
 * Watches a folder of scripts. One plain watch per folder says *where* something happened; what happened is found by
 * looking: a file counts as changed when size, times and inode differ from those last settled, and have stopped changing.
 * Renames over a file, writes in place, and temporary files that come and go all look the same that way.
 */
export async function watchFolder(root: string, options: WatchOptions): Promise<FolderWatcher> {
  const stableMs = options.stableMs ?? 50;
  const known = new Map<string, string>();
  const pending = new Map<string, Doubt>();
  const watchers = new Map<string, { watcher: FSWatcher; inode: string }>();
  let refused: readonly string[] = [];
  let mode: "events" | "polling" = "events";
  let closed = false;
  const lookAtFiles = createAlarm(settle);
  const lookAtFolder = createAlarm(rescan);

  const first = await scanFolder(root);
  for (const [path, state] of first.files) known.set(path, state);
  refused = first.refused;
  watchFolders(first);
  // What changed between the look and the watches.
  lookAtFolder.within(stableMs);

  function watchFolders(scan: Scan): void {
    for (const [folder, { watcher, inode }] of watchers)
      if (scan.folders.get(folder) !== inode) {
        watcher.close();
        watchers.delete(folder);
      }
    for (const [folder, inode] of scan.folders) {
      if (watchers.has(folder)) continue;
      try {
        const watcher = watch(join(root, folder), { persistent: false }, (_event, name) => {
          heard(folder, name);
        });
        watcher.on("error", () => lookAtFolder.within(0));
        watchers.set(folder, { watcher, inode });
      } catch {
        // No watches left, or a file system without them: looking often enough replaces them.
        mode = "polling";
      }
    }
  }

  function heard(folder: string, name: string | null): void {
    const path = name === null ? null : folder === "" ? name : `${folder}/${name}`;
    if (path === null || (!known.has(path) && (!name?.includes(".") || name.startsWith("."))))
      lookAtFolder.within(10);
    else if (known.has(path) || !isIgnoredFile(name ?? "")) {
      const before = pending.get(path);
      // Something happened just now, whatever the last look saw: the stillness begins anew.
      if (before !== undefined) pending.set(path, { ...before, since: performance.now() });
      doubt(path);
    }
  }

  function doubt(path: string): void {
    if (pending.has(path)) return;
    const now = performance.now();
    pending.set(path, { state: "not looked at", since: now, lookAt: now + firstLookMs });
    lookAtFiles.within(firstLookMs);
  }

  async function settle(): Promise<void> {
    const due = [...pending].filter(([, one]) => one.lookAt <= performance.now() + 1);
    await Promise.all(due.map(async ([path]) => judge(path, await fingerprint(join(root, path)))));
    const next = Math.min(...[...pending.values()].map((one) => one.lookAt));
    if (pending.size > 0) lookAtFiles.within(next - performance.now());
  }

  function judge(path: string, state: string | null): void {
    const now = performance.now();
    const patience = patienceMs(state);
    const seen = pending.get(path);
    if (seen === undefined) return;
    if (state !== seen.state) {
      pending.set(path, { state, since: now, lookAt: now + patience });
    } else if (now - seen.since < patience - 1) {
      pending.set(path, { ...seen, lookAt: seen.since + patience });
    } else {
      pending.delete(path);
      if (state === (known.get(path) ?? null)) return;
      if (state === null) known.delete(path);
      else known.set(path, state);
      if (!closed) options.onSettled(path, state);
    }
  }

  /** Editors take a file away, or empty it, right before they write it: those two states are believed later. */
  function patienceMs(state: string | null): number {
    return state === null ? stableMs * 2 : isEmptyFile(state) ? stableMs * 4 : stableMs;
  }

  async function rescan(): Promise<void> {
    const scan = await scanFolder(root).catch(() => null);
    if (closed) return;
    // A folder that is torn down while it is read is looked at again, not given up.
    if (scan === null) return lookAtFolder.within(rescanMs.polling);
    refused = scan.refused;
    watchFolders(scan);
    for (const path of new Set([...scan.files.keys(), ...known.keys()]))
      if (scan.files.get(path) !== known.get(path)) doubt(path);
    // A folder that is not there yet cannot be watched.
    lookAtFolder.within(scan.folders.size === 0 ? rescanMs.polling : rescanMs[mode]);
  }

  return {
    first,
    mode: () => (closed ? "off" : mode),
    refused: () => refused,
    async [Symbol.asyncDispose]() {
      closed = true;
      for (const { watcher } of watchers.values()) watcher.close();
      await Promise.all([lookAtFiles[Symbol.asyncDispose](), lookAtFolder[Symbol.asyncDispose]()]);
    },
  };
}
