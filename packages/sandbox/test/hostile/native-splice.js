// expect timeout | memory_limit | execution
// splice in a sparse list.
export function onExecute() {
  const a = [];
  a.length = 2 ** 32 - 1;
  a.splice(0, 1);
  return 1;
}
