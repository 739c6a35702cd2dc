// expect memory_limit | stack_overflow | execution
// Arguments that do not fit.
export function onExecute() {
  return Math.max(...new Array(500_000).fill(1));
}
