// expect memory_limit | timeout | execution | ok
// A pattern with many captures.
export function onExecute() {
  return new RegExp("(a)".repeat(250)).exec("a".repeat(250)).length;
}
