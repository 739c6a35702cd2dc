// expect timeout | memory_limit | execution
// String.raw over an endless array-like.
export function onExecute() {
  return String.raw({ raw: { length: 2 ** 53 - 1 } }).length;
}
