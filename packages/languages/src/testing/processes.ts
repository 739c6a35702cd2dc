import { readdirSync, readFileSync } from "node:fs";

/** Every process below one, by the kernel's word (Linux). */
export function descendantsOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const stat = read(`/proc/${name}/stat`);
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    parents.set(Number(name), Number(fields[1]));
  }
  const found: number[] = [];
  const pending = [pid];
  for (let one = pending.pop(); one !== undefined; one = pending.pop())
    for (const [child, parent] of parents)
      if (parent === one) {
        found.push(child);
        pending.push(child);
      }
  return found;
}

export function isAlive(pid: number): boolean {
  const stat = read(`/proc/${pid}/stat`);
  return stat !== "" && !/\) [ZX] /.test(stat);
}

/** How far each thread of a process stands behind others for the processor ("nice"). */
export function nicenessOf(pid: number): number[] {
  const threads = readdirSync(`/proc/${pid}/task`);
  return threads.map((thread) => {
    const stat = read(`/proc/${pid}/task/${thread}/stat`);
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[16]);
  });
}

export function environmentOf(pid: number): string {
  return read(`/proc/${pid}/environ`);
}

function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
