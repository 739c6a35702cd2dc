/** Milliseconds of the machine's monotonic clock: comparable between threads, unlike `performance.now()`. */
export function sharedNow(): number {
  return performance.now() + offset;
}

const offset = Number(process.hrtime.bigint()) / 1e6 - performance.now();
