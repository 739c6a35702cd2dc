/**
 * Calls `then` once, when the process that started this one is gone, within 200 ms. Keeps no process alive.
 *
 * npm runs scripts through a shell, and a SIGTERM to npm ends that shell without reaching us: a server would go on as an
 * orphan that holds its port and its data. So under npm the loss of the parent is a signal to end.
 */
export function whenOrphaned(then: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, 200);
  timer.unref();
}
