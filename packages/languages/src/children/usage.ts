import { readFileSync } from "node:fs";

/** What processes have used so far, by the kernel's account. */
export type Usage = { cpuMs: number; memoryBytes: number };

/** Ticks of `/proc/<pid>/stat`: 100 a second on every Linux that Node runs on. */
const tickMs = 10;
const pageBytes = 4_096;

/** Processor time and resident memory of all of them together; null where it cannot be known (no `/proc`). */
export function usageOf(pids: readonly number[]): Usage | null {
  const usage = { cpuMs: 0, memoryBytes: 0 };
  let known = false;
  for (const pid of pids) {
    const stat = read(`/proc/${pid}/stat`);
    if (stat === null) continue;
    // The name in parentheses may hold anything; what is counted comes after its end.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    usage.cpuMs += (Number(fields[11]) + Number(fields[12])) * tickMs;
    usage.memoryBytes += Number(fields[21]) * pageBytes;
    known = true;
  }
  return known && Number.isFinite(usage.cpuMs) && Number.isFinite(usage.memoryBytes) ? usage : null;
}

function read(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
