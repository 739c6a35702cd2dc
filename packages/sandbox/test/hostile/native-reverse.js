// expect timeout | memory_limit
// reverse of an array-like.
export function onExecute() {
  return Array.prototype.reverse.call({ length: 2 ** 53 - 1 });
}
