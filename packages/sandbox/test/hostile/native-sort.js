// expect timeout | memory_limit | execution
// sort of an array-like.
export function onExecute() {
  return Array.prototype.sort.call({ length: 2 ** 31 });
}
