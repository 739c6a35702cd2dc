// expect memory_limit
// repeat to half a gigabyte.
export function onExecute() {
  return "x".repeat(2 ** 29).length;
}
