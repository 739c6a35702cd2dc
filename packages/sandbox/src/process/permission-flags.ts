/**
 * Flags that let Node code read these folders, and nothing else of files: no writing, no child processes, no native
 * addons, no inspector, and threads only where asked for. Node has no switch against the network before version 25.
 * They hold for one thread: a thread is started with flags of its own.
 */
export function permissionFlags(folders: readonly string[], may: { startThreads?: boolean } = {}): string[] {
  const switches = process.allowedNodeEnvironmentFlags;
  const name = ["--permission", "--experimental-permission"].find((flag) => switches.has(flag));
  if (!name) return [];
  return [
    name,
    "--no-addons",
    ...folders.map((folder) => `--allow-fs-read=${folder}`),
    ...(may.startThreads ? ["--allow-worker"] : []),
  ];
}
