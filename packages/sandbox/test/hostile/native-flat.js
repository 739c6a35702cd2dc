// expect timeout | memory_limit | execution
// flat of a sparse list.
export function onExecute() {
  const a = [];
  a.length = 2 ** 32 - 1;
  return a.flat().length;
}
