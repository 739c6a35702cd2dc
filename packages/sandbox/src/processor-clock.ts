import fs from "node:fs";

/**
 * The processor time of one thread, in milliseconds since it started. Null where the machine does not tell: then time
 * limits go by the clock on the wall.
 */
export interface ProcessorClock extends Disposable {
  /** Exact, and about 2 µs. Only the thread that opened it may ask. */
  read(): number | null;
  /** Where the thread's owner reads the same, see `readProcessorTime`; null where it cannot. */
  readonly descriptor: number | null;
}

/**
 * Opens the clock of the calling thread.
 *
 * On Linux the kernel's account of the thread: its descriptor works for the owner as well, which has to look at threads
 * that are lost in native code. Elsewhere Node's own, from 23.9 on.
 */
export function openProcessorClock(): ProcessorClock {
  const descriptor = openAccount();
  if (descriptor !== null) {
    return {
      descriptor,
      read() {
        // The account moves with the scheduler's ticks; asking for the process's time brings the asker's up to date.
        processTime();
        return readProcessorTime(descriptor);
      },
      [Symbol.dispose]: () => closeFile(descriptor),
    };
  }
  return { descriptor: null, read: readNodesClock, [Symbol.dispose]: () => undefined };
}

/**
 * Another thread's processor time, by the descriptor it told: up to a tick of the scheduler (a few milliseconds) old, so
 * never too much. Null when the descriptor is none (any more).
 */
export function readProcessorTime(descriptor: number): number | null {
  try {
    const length = readFile(descriptor, line, 0, line.length, 0);
    // Of a thread that has just died the number may be another file's by now: `nanoseconds nanoseconds count`.
    let nanoseconds = 0;
    let at = 0;
    for (; at < length && line[at] !== SPACE; at++) {
      const digit = line[at]! - ZERO;
      if (digit < 0 || digit > 9) return null;
      nanoseconds = nanoseconds * 10 + digit;
    }
    return at === 0 || at === length ? null : nanoseconds / 1e6;
  } catch {
    return null;
  }
}

/** The one file outside its packages that an engine's thread may open: numbers about itself. */
export const ACCOUNT_FILE = "/proc/thread-self/schedstat";

function openAccount(): number | null {
  if (process.platform !== "linux") return null;
  let descriptor: number;
  try {
    descriptor = fs.openSync(ACCOUNT_FILE, "r");
  } catch {
    return null;
  }
  // A thread that came this far has computed something: a kernel that says 0 keeps no account.
  if ((readProcessorTime(descriptor) ?? 0) > 0) return descriptor;
  closeFile(descriptor);
  return null;
}

function readNodesClock(): number | null {
  if (!threadTime) return null;
  const { user, system } = threadTime();
  return (user + system) / 1_000;
}

// Taken before an engine's thread is disarmed: afterwards nobody else there reads descriptors.
const { readSync: readFile, closeSync: closeFile } = fs;
const processTime = process.cpuUsage.bind(process);
const threadTime = (process as { threadCpuUsage?: () => NodeJS.CpuUsage }).threadCpuUsage?.bind(process);
const line = Buffer.alloc(80);
const [SPACE, ZERO] = [0x20, 0x30];
