// expect memory_limit | timeout | execution
// A number that squares itself.
export function onExecute() {
  let n = 3n;
  for (;;) n *= n;
}
