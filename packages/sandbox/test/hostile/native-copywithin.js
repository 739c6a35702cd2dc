// expect timeout | memory_limit
// copyWithin of an array-like.
export function onExecute() {
  return Array.prototype.copyWithin.call({ length: 2 ** 53 - 1 }, 0, 1);
}
