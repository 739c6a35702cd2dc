// expect timeout | memory_limit
// Array.from over an endless iterator.
export function onExecute() {
  return Array.from({ [Symbol.iterator]: () => ({ next: () => ({ value: undefined, done: false }) }) }).length;
}
