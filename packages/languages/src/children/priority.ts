import { getPriority, setPriority } from "node:os";

/**
 * How far behind this process a child stands, in steps of the kernel's "nice". Three have it half of what this process gets
 * where both want all of one core: enough that a request of somebody else's does not wait for the texts of whoever sends many,
 * too little to have checks time out on a machine that is busy with something else.
 */
const steps = 3;

/**
 * Puts a process behind this one for the processor. Called right after its start, so that the threads and processes it makes
 * take it over.
 */
export function stepBehind(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, Math.min(getPriority() + steps, lowest));
  } catch {
    // It is gone already, or the system does not let us: then all are equal, as they were.
  }
}

const lowest = 19;
