// expect timeout | memory_limit
// Array.from of a billion.
export function onExecute() {
  return Array.from({ length: 1e9 }).length;
}
