import { type FSWatcher, watch } from "node:fs";
import { join } from "node:path";
import { isIgnoredFile } from "../script-path.ts";
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
  /** Called with a path whose file has changed, appeared or gone, once it has been the same for `stableMs`. */
  onSettled: (path: string) => void;
  /** Default 50. */
  stableMs?: number;
};

/** How often the whole folder is looked at: a net for events that never came (network drives, container mounts). */
const rescanMs = { events: 10_000, polling: 400 } as const;

/** A write is more than one event: the first look waits for most of them. */
const firstLookMs = 5;

/**
 * Watches a folder of scripts. One plain watch per folder says *where* something happened; what happened is found by
 * looking: a file counts as changed when size, times and inode differ from those last settled, and have stopped changing.
 * Renames over a file, writes in place, and temporary files that come and go all look the same that way.
 */
export async function watchFolder(root: string, options: WatchOptions): Promise<FolderWatcher> {
  const stableMs = options.stableMs ?? 50;
  const known = new Map<string, string>();
  /** Paths in doubt: what was seen, since when, and when to look again. */
  const pending = new Map<string, { state: string | null; since: number; lookAt: number }>();
  const watchers = new Map<string, { watcher: FSWatcher; inode: string }>();
  let refused: readonly string[] = [];
  let mode: "events" | "polling" = "events";
  let closed = false;
  let ticking: ReturnType<typeof setTimeout> | null = null;
  let rescan: ReturnType<typeof setTimeout> | null = null;
  let busy: Promise<void> = Promise.resolve();

  const first = await scanFolder(root);
  for (const [path, state] of first.files) known.set(path, state);
  refused = first.refused;
  watchFolders(first);
  // What changed between the look and the watches.
  scheduleRescan(stableMs);

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
        watcher.on("error", () => scheduleRescan(0));
        watchers.set(folder, { watcher, inode });
      } catch {
        // No watches left, or a file system without them: looking often enough replaces them.
        mode = "polling";
      }
    }
  }

  function heard(folder: string, name: string | null): void {
    const path = name === null ? null : folder === "" ? name : `${folder}/${name}`;
    if (path !== null && known.has(path)) doubt(path);
    else if (path === null || !name?.includes(".") || name.startsWith(".")) scheduleRescan(10);
    else if (!isIgnoredFile(name)) doubt(path);
  }

  function doubt(path: string): void {
    const now = performance.now();
    if (!pending.has(path))
      pending.set(path, { state: "not looked at", since: now, lookAt: now + firstLookMs });
    lookSoon();
  }

  function lookSoon(): void {
    if (ticking !== null || closed || pending.size === 0) return;
    const next = Math.min(...[...pending.values()].map((one) => one.lookAt));
    ticking = setTimeout(
      () => {
        busy = settle().finally(() => {
          ticking = null;
          lookSoon();
        });
      },
      Math.max(1, next - performance.now()),
    );
  }

  async function settle(): Promise<void> {
    const due = [...pending].filter(([, one]) => one.lookAt <= performance.now() + 1);
    await Promise.all(
      due.map(async ([path, seen]) => {
        const state = await fingerprint(join(root, path));
        const now = performance.now();
        const patience = patienceMs(state);
        if (state !== seen.state) {
          pending.set(path, { state, since: now, lookAt: now + patience });
        } else if (now - seen.since < patience - 1) {
          pending.set(path, { ...seen, lookAt: seen.since + patience });
        } else {
          pending.delete(path);
          if (state === (known.get(path) ?? null)) return;
          if (state === null) known.delete(path);
          else known.set(path, state);
          if (!closed) options.onSettled(path);
        }
      }),
    );
  }

  /** Editors take a file away, or empty it, right before they write it: those two states are believed later. */
  function patienceMs(state: string | null): number {
    return state === null ? stableMs * 2 : isEmptyFile(state) ? stableMs * 4 : stableMs;
  }

  function scheduleRescan(inMs: number): void {
    if (closed) return;
    if (rescan !== null) clearTimeout(rescan);
    // A folder that is torn down while it is read is looked at again, not given up.
    rescan = setTimeout(() => void look().catch(() => scheduleRescan(rescanMs.polling)), inMs);
    rescan.unref();
  }

  async function look(): Promise<void> {
    const scan = await scanFolder(root);
    if (closed) return;
    refused = scan.refused;
    watchFolders(scan);
    for (const path of new Set([...scan.files.keys(), ...known.keys()]))
      if (scan.files.get(path) !== known.get(path)) doubt(path);
    // A folder that is not there yet cannot be watched.
    scheduleRescan(scan.folders.size === 0 ? rescanMs.polling : rescanMs[mode]);
  }

  return {
    first,
    mode: () => (closed ? "off" : mode),
    refused: () => refused,
    async [Symbol.asyncDispose]() {
      closed = true;
      if (ticking !== null) clearTimeout(ticking);
      if (rescan !== null) clearTimeout(rescan);
      for (const { watcher } of watchers.values()) watcher.close();
      await busy;
    },
  };
}
