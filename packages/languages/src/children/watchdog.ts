import { parentPort, workerData } from "node:worker_threads";

/**
 * A thread of each child that ends it when its parent is gone, also while the child's own thread is deep in a parser:
 * nothing else would notice a parent that was killed with -9. It takes along the processes the child has started.
 */
const { parent } = workerData as { parent: number };
const helpers = new Set<number>();

parentPort?.on("message", ({ add, drop }: { add?: number; drop?: number }) => {
  if (add !== undefined) helpers.add(add);
  if (drop !== undefined) helpers.delete(drop);
});

setInterval(() => {
  // The kernel gives an orphan another parent.
  if (process.ppid === parent) return;
  for (const pid of [...helpers, process.pid]) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It is gone already.
    }
  }
}, 250);
