/**
 * Takes from a thread's `process` what its permissions leave, and no engine needs: signals to other processes, native
 * internals, reports written past the file permissions. Called before any host module is imported.
 */
export function stripThread(): void {
  const holder = process as unknown as { [name: string]: unknown };
  for (const name of names) {
    if (!(name in holder)) continue;
    Object.defineProperty(holder, name, { value: undefined, writable: false, configurable: false });
  }
}

const names = [
  "kill",
  "_kill",
  "abort",
  "dlopen",
  "binding",
  "_linkedBinding",
  "_debugProcess",
  "_debugEnd",
  "report",
];
