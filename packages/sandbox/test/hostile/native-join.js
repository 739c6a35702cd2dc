// expect timeout | memory_limit | execution
// join of four billion holes.
export function onExecute() {
  return new Array(2 ** 32 - 1).join("").length;
}
