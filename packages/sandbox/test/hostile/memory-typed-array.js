// expect memory_limit
// One typed array larger than the memory.
export function onExecute() {
  return new Float64Array(8_000_000).length;
}
