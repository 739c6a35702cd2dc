import { watch } from "node:fs";
import { basename, dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { ConfigFile } from "../config/open-config.ts";
import type { Installation } from "../installation.ts";
import { watchFolder } from "./watch-folder.ts";

/** Editors write in several steps; this long after the last of them a file is taken as whole. */
const settledMs = 200;

/** The code of an installation that is followed. */
export type FollowedCode = Pick<Installation, "scriptFolders" | "productFiles">;

export type WatchedInstallation = {
  /** Absolute path of the configuration. */
  file: string;
  /** What it reads besides. */
  code: FollowedCode;
  /** Absolute path of the server's data: a host may lie at the root of the installation, where it is written. */
  dataDir: string;
  /**
   * Something changed and things have been still for a while. One call at a time; what changes meanwhile is told by the next.
   *
   * @param of whether the configuration, or `.env` beside it, is among what changed
   */
  changed: (of: { config: boolean }) => Promise<void>;
  /** `changed` failed. */
  failed: (error: unknown) => void;
};

/** `follow`: other code from now on. What changed and was not told yet is told all the same. */
export type Watching = Disposable & { follow(code: FollowedCode): void };

/** Follows a configuration, `.env` beside it, the folders of the hosts it names, and what the product implements of them. */
export function watchInstallation({ file, code, dataDir, changed, failed }: WatchedInstallation): Watching {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let ofConfig = false;
  const look = (config: boolean) => {
    ofConfig ||= config;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const of = { config: ofConfig };
      ofConfig = false;
      running = running.then(() => changed(of)).catch(failed);
    }, settledMs);
  };
  const own = new Set([basename(file), ".env"]);
  const left = (path: string) => path === dataDir || isDerived(path);
  const open = ({ scriptFolders, productFiles }: FollowedCode) => [
    watch(dirname(file), (_event, name) => (name !== null && own.has(name) ? look(true) : undefined)),
    ...foldersOf(scriptFolders.values()).flatMap((folder) =>
      watchFolder(folder, { left, followed: () => true }, () => look(false)),
    ),
    ...foldersOf(productFiles).flatMap((folder) =>
      watchFolder(folder, { left, followed: isCode }, () => look(false)),
    ),
  ];
  let watchers = open(code);
  return {
    follow(next) {
      // Opened before the others are closed: no moment is without one.
      const before = watchers;
      watchers = open(next);
      for (const one of before) one.close();
    },
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const one of watchers) one.close();
    },
  };
}

/** Whether a server goes on as it is with another reading of its configuration: only hosts and realms may differ. */
export function isSameServer(before: ConfigFile, after: ConfigFile): boolean {
  const of = ({ server, demo, dotEnv }: ConfigFile) => ({ server, demo, dotEnv });
  return isDeepStrictEqual(of(before), of(after));
}

const foldersOf = (paths: Iterable<string>): string[] => [
  ...new Set([...paths].map((path) => dirname(path))),
];

/** A product keeps its data beside its code: a database is written with every call. */
const isCode = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path);

/** What `scriptyard host types` writes beside scripts. */
const isDerived = (path: string): boolean => /(\.d\.ts|tsconfig\.json)$/.test(path);
