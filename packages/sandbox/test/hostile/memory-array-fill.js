// expect memory_limit | timeout
// fill of four billion.
export function onExecute() {
  return new Array(2 ** 32 - 1).fill(0).length;
}
