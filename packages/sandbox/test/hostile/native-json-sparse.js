// expect timeout | memory_limit | execution
// JSON of a sparse list.
export function onExecute() {
  const a = [];
  a.length = 2 ** 32 - 1;
  return JSON.stringify(a).length;
}
