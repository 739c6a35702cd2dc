// expect memory_limit | execution
// A string that doubles.
export function onExecute() {
  let s = "x";
  for (;;) s += s;
}
